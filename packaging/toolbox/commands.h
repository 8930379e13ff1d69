/*
 * What the toolbox can do: the name, how it is called, what it does. A line here is a command: its function is
 * run_NAME, in a file of its own, and is called with the arguments behind its name. It gives an enum ending.
 */
COMMAND(version, "", "one JSON line: which toolbox this is")
