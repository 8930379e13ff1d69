package salvor.baseline;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classes of programs that serve an attacker who reaches a container, by what they give. The
 * techniques are those of MITRE ATT&CK for Enterprise; which program belongs to which class is
 * Salvor's own list of common names.
 */
public enum Utility {
  /** Runs any command. */
  SHELL("T1059.004", "sh bash dash ash zsh ksh mksh hush fish csh tcsh rbash"),
  /** Runs any program text. */
  INTERPRETER(
      "T1059",
      "python pypy perl ruby node nodejs bun deno php lua luajit tclsh java jshell Rscript"),
  /** Brings files in, and takes them out. */
  DOWNLOAD("T1105", "curl wget aria2c ftp tftp lftp fetch axel httpie rsync lwp-download"),
  /** Any connection, in either direction. */
  NETWORK("T1095", "nc ncat netcat nc.openbsd nc.traditional socat telnet chisel"),
  /** A session on another machine. */
  REMOTE_SESSION("T1021.004", "ssh scp sftp sshd dropbear dbclient sshpass"),
  /** Builds a program on the spot. */
  COMPILER("T1027.004", "gcc g++ cc c++ clang clang++ tcc go rustc javac make ld as cargo"),
  /** Installs what is missing. */
  PACKAGE_MANAGER(
      "T1105",
      "apt apt-get dpkg apk yum dnf microdnf rpm zypper pacman pip pipx npm yarn pnpm gem cpan conda uv"),
  /** Looks for services. */
  SCANNER("T1046", "nmap masscan zmap rustscan fping arp-scan"),
  /** Reads what passes on the network. */
  SNIFFER("T1040", "tcpdump tshark dumpcap ngrep"),
  /** More rights than the container's user has. */
  RAISED_RIGHTS("T1548", "sudo su doas pkexec setpriv gosu su-exec newgrp"),
  /** A step towards the node. */
  ESCAPE("T1611", "nsenter unshare mount chroot ctr crictl nerdctl docker podman runc crun capsh"),
  /** Commands to the cluster. */
  CLUSTER("T1609", "kubectl oc helm"),
  /** Reads and changes other processes. */
  DEBUGGER("T1055.008", "gdb gdbserver lldb strace ltrace bpftrace");

  private static final Set<String> MANY = Set.of("busybox", "toybox");
  private static final Pattern VERSIONED =
      Pattern.compile("(?:[a-z0-9_]+-linux-(?:gnu|musl)[a-z]*-)?(.*?)-?[0-9]+(?:\\.[0-9]+)*");
  private static final Pattern FOREIGN =
      Pattern.compile("[a-z0-9_]+-(?:[a-z]+-)?linux-(?:gnu|musl)[a-z]*-(.+)");

  private final String technique;

  @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf gives one that nobody changes
  private final Set<String> names;

  Utility(String technique, String names) {
    this.technique = technique;
    this.names = Set.copyOf(List.of(names.split(" ")));
  }

  /** The ATT&CK technique that it gives. */
  public String technique() {
    return technique;
  }

  /**
   * What a program of this name is; empty for nearly all. A program of many names is several at
   * once.
   */
  public static Set<Utility> of(String name) {
    String bare = name.endsWith(".static") ? name.substring(0, name.length() - 7) : name;
    if (MANY.contains(bare)) {
      return EnumSet.of(SHELL, DOWNLOAD, NETWORK);
    }
    Set<Utility> found = EnumSet.noneOf(Utility.class);
    for (Utility each : values()) {
      if (each.names.contains(bare)) {
        found.add(each);
      }
    }
    if (found.isEmpty() && bare.length() < 100) {
      Matcher foreign = FOREIGN.matcher(bare);
      Matcher versioned = VERSIONED.matcher(bare);
      if (foreign.matches()) {
        return of(foreign.group(1));
      } else if (versioned.matches() && !versioned.group(1).isEmpty()) {
        return of(versioned.group(1));
      }
    }
    return found;
  }
}
