/*
 * What the toolbox can do: the name, how it is called, what it does. A line here is a command: its function is
 * run_NAME, in a file of its own, and is called with the arguments behind its name. It gives an enum ending.
 */
COMMAND(version, "", "one JSON line: which toolbox this is")
COMMAND(probe, "[--timeout-ms N] tcp:HOST:PORT|dns:SERVER:PORT:NAME|http:HOST:PORT:/PATH...", "JSON lines: what answers from here")
COMMAND(sockets, "", "JSON lines: the sockets of this network namespace, with the bytes that went over them")
COMMAND(kill, "HOST[:PORT]...", "ends connections to these addresses (needs CAP_NET_ADMIN); JSON lines: what the kernel answered")
