"""What is shown: parts chosen for a screen, the brief and the study guide.

Read in this order: `put_together`; `first_screen`, `file_screens`, `screens`; `brief`,
`side_brief`; `study`, `cards`.
"""
