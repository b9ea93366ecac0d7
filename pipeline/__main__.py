"""`python -m pipeline` is `taizhang`."""

from pipeline.cli import main

if __name__ == "__main__":
    main(prog_name="taizhang")
