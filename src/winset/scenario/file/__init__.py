"""From the text of a file to a scenario, or to all that is wrong with it.

Read in this order:

- `load`: the whole way; `document`, `yaml`, `composer`, with `careful` and `yaml_errors`: from
  bytes to plain data, with the place of every value;
- `single_forms`, `forms`: the shape of a file, derived from the nouns; `messages`: what it objects
  to; `schema`: the same for editors;
- `known`, `draft`, `ranges`, `checks`: whether what is sound fits together; `no_effect`: what is
  allowed and changes nothing; `notices`: what pages fold away or leave out;
- `paths`: where a number stands, and `--set`; `fingerprint`; `starter`: files written.
"""
