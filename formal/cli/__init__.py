"""The command line: `formal VERB …`, one file a verb, put together in `formal.cli.main`."""
