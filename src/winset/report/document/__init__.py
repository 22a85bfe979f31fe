"""What is said, whatever form it takes: blocks in which every assertion names its basis.

Read in this order: `chart`, `blocks`; `sentences`, `compose`, `references`.
"""
