"""What proves a roadmap's verdict, and the check of a result without a search.

`certify` works with the search: an order that passes a key, or a cut of failing places that bars
every order (`cuts`). `verify` trusts none of that: it plays orders again (`replay`, by the plain
`rules`), floods around cuts (`cut_check`) and compares each figure (`compare`).
"""
