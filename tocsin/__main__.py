"""`python -m tocsin`: the command line."""

from tocsin.services.cli import main

if __name__ == "__main__":
    main()
