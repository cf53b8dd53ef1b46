// Tokenizers: see docs/decisions.md
