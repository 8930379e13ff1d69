/*
 * What the toolbox can do: the name, how it is called, what it does. A line here is a command: its function is
 * run_NAME, in a file of its own, and is called with the arguments behind its name. It gives an enum ending.
 */
COMMAND(version, "", "one JSON line: which toolbox this is")
COMMAND(probe, "[--timeout-ms N] tcp:HOST:PORT|dns:SERVER:PORT:NAME|http:HOST:PORT:/PATH...", "JSON lines: what answers from here")
COMMAND(sockets, "", "JSON lines: the sockets of this network namespace, with the bytes that went over them")
COMMAND(kill, "HOST[:PORT]...", "ends connections to these addresses (needs CAP_NET_ADMIN); JSON lines: what the kernel answered")
COMMAND(collect, "[--proc FOLDER] [--target PID] [--changed-since EPOCH] [--volatile] [--path PATH]... [--max-bytes N] [--max-seconds N]",
        "an archive (tar) of processes, sockets, executables' hashes and files, the most volatile first")
COMMAND(copy, "[--proc FOLDER] [--target PID] [--max-bytes N] [--max-seconds N] PATH...",
        "an archive (tar) of files and folders of the target's container")
COMMAND(memory, "[--proc FOLDER] [--max-bytes N] PID START-END|START...",
        "bytes of the memory of a process: ranges, or the mapping that holds an address")
COMMAND(capture, "[--interface NAME] [--snaplen N] [--max-bytes N] [--max-seconds N]",
        "packets as a pcap file; it ends after 60 seconds or 64 MiB when nothing else is said")
COMMAND(wait, "[--max-seconds N]", "nothing, for an hour or as long as is said, so that a container stays for the others")
