"""The forms that a document can take, one writer each. No writer knows a part."""
