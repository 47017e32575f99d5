"""The pages of the explorer, one subject a module, each with one ``render``."""
