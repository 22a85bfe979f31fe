"""Parts of a document, one module a part of the results or of the file. No part knows a form."""
