"""The forms that a document can take, one writer each. No writer knows a part.

Read in this order: `encoding`, `terminal`; `html`, `markdown`, `pdf`, `docx`, `data`; `files`.
"""
