"""What people edit (the TOML files beside this module), and the code that reads it."""
