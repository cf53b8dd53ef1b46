// Trainer: see docs/decisions.md
