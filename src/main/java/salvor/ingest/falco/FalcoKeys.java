package salvor.ingest.falco;

import java.util.Arrays;

/**
 * The keys of a Falco record that its rows are made of; a key of {@code output_fields} begins with
 * a dot.
 */
final class FalcoKeys {
  static final String[] NAMES = {
    "time",
    "rule",
    "priority",
    "output",
    "source",
    "output_fields",
    "tags",
    ".container.full_id",
    ".container.id",
    ".container.image.repository",
    ".container.image.tag",
    ".container.image.digest",
    ".container.name",
    ".k8s.node.name",
    ".k8s.ns.name",
    ".k8s.pod.name",
    ".k8s.pod.uid",
    ".proc.pid",
    ".proc.pid.ts",
    ".proc.vpid",
    ".proc.exepath",
    ".proc.exe",
    ".proc.name",
    ".proc.cmdline",
    ".proc.cwd",
    ".user.uid",
    ".proc.ppid",
    ".proc.ppid.ts",
    ".proc.pexepath",
    ".proc.pname",
    ".proc.pcmdline",
    ".proc.is_exe_upper_layer",
    ".proc.is_exe_lower_layer",
    ".proc.is_exe_from_memfd",
    ".proc.tty",
    ".evt.type",
    ".evt.res",
    ".evt.rawres",
    ".evt.args",
    ".evt.arg.flags",
    ".evt.is_open_write",
    ".evt.is_open_create",
    ".fd.name",
    ".fd.lip",
    ".fd.lport",
    ".fd.rip",
    ".fd.rport",
    ".fd.rip.name",
    ".fd.l4proto",
    ".ka.verb"
  };
  static final int TIME = 0;
  static final int RULE = 1;
  static final int PRIORITY = 2;
  static final int OUTPUT = 3;
  static final int SOURCE = 4;
  static final int FIELDS = 5;
  static final int FULL_ID = index(".container.full_id");
  static final int ID = index(".container.id");
  static final int REPOSITORY = index(".container.image.repository");
  static final int TAG = index(".container.image.tag");
  static final int DIGEST = index(".container.image.digest");
  static final int CONTAINER = index(".container.name");
  static final int NODE = index(".k8s.node.name");
  static final int NAMESPACE = index(".k8s.ns.name");
  static final int POD = index(".k8s.pod.name");
  static final int POD_UID = index(".k8s.pod.uid");
  static final int PID = index(".proc.pid");
  static final int PID_TS = index(".proc.pid.ts");
  static final int VPID = index(".proc.vpid");
  static final int EXEPATH = index(".proc.exepath");
  static final int EXE = index(".proc.exe");
  static final int NAME = index(".proc.name");
  static final int CMDLINE = index(".proc.cmdline");
  static final int CWD = index(".proc.cwd");
  static final int UID = index(".user.uid");
  static final int PPID = index(".proc.ppid");
  static final int PPID_TS = index(".proc.ppid.ts");
  static final int PEXEPATH = index(".proc.pexepath");
  static final int PNAME = index(".proc.pname");
  static final int PCMDLINE = index(".proc.pcmdline");
  static final int UPPER = index(".proc.is_exe_upper_layer");
  static final int LOWER = index(".proc.is_exe_lower_layer");
  static final int MEMFD = index(".proc.is_exe_from_memfd");
  static final int TTY = index(".proc.tty");
  static final int CALL = index(".evt.type");
  static final int RESULT = index(".evt.res");
  static final int RAW_RESULT = index(".evt.rawres");
  static final int ARGS = index(".evt.args");
  static final int FLAGS = index(".evt.arg.flags");
  static final int OPEN_WRITE = index(".evt.is_open_write");
  static final int OPEN_CREATE = index(".evt.is_open_create");
  static final int FD_NAME = index(".fd.name");
  static final int LIP = index(".fd.lip");
  static final int LPORT = index(".fd.lport");
  static final int RIP = index(".fd.rip");
  static final int RPORT = index(".fd.rport");
  static final int RIP_NAME = index(".fd.rip.name");
  static final int PROTOCOL = index(".fd.l4proto");
  static final int KA_VERB = index(".ka.verb");

  private FalcoKeys() {}

  private static int index(String name) {
    return Arrays.asList(NAMES).indexOf(name);
  }
}
