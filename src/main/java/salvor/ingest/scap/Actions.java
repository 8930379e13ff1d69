package salvor.ingest.scap;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity.KernelAction;
import salvor.ingest.BriefText;

/** Calls worth knowing that are about neither programs, files nor connections. */
final class Actions {
  private static final Set<String> CALLS =
      Set.of(
          "memfd_create",
          "ptrace",
          "setns",
          "unshare",
          "mount",
          "umount",
          "umount2",
          "chroot",
          "bpf",
          "kill",
          "tkill",
          "tgkill",
          "setuid",
          "setgid",
          "setresuid",
          "setresgid",
          "capset",
          "init_module",
          "finit_module",
          "delete_module",
          "process_vm_readv",
          "process_vm_writev",
          "userfaultfd",
          "io_uring_setup",
          "pidfd_getfd",
          "seccomp",
          "quotactl",
          "fsconfig");

  private static final String[] NUMBERS = {
    "pid",
    "tid",
    "uid",
    "gid",
    "ruid",
    "euid",
    "suid",
    "rgid",
    "egid",
    "sgid",
    "cmd",
    "op",
    "target_fd",
    "cap_permitted",
    "cap_effective"
  };
  private static final String[] TEXTS = {"name", "path", "dev", "dir", "type", "uargs"};

  private Actions() {}

  /** The action; null when the call is none of these. */
  static @Nullable KernelAction of(Call call) {
    String name = call.end().name();
    if (!CALLS.contains(name)) {
      return null;
    }
    BriefText detail = new BriefText();
    for (String text : TEXTS) {
      detail.add(call.text(text));
    }
    Long flags = call.number(name.equals("setns") ? "nstype" : "flags");
    if (flags != null && (name.equals("setns") || name.equals("unshare"))) {
      detail.add(Flags.nameSpaces(flags));
    }
    for (String number : NUMBERS) {
      Long value = call.number(number);
      if (value != null) {
        detail.add(number + "=" + (number.startsWith("cap_") ? Long.toHexString(value) : value));
      }
    }
    Long signal = name.endsWith("kill") ? call.number("sig") : null;
    if (signal != null) {
      detail.add(Flags.signal(signal));
    }
    return new KernelAction(KernelAction.Type.SYSCALL, name, detail.orNull());
  }
}
