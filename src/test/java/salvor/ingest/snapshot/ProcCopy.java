package salvor.ingest.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A copy of {@code /proc} that never was, of a node with a hacked container. */
public final class ProcCopy {
  static final String POD = "d12c7010-8483-4755-b8c4-0cddf75b45b1";
  static final String CONTAINER =
      "f72931d9101a9922ed09b96cf4e8c6598a416d72aa8ff5e391e9f4ab858ee776";
  static final String GROUP =
      "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod"
          + POD.replace('-', '_')
          + ".slice/cri-containerd-"
          + CONTAINER
          + ".scope";
  private static final String HEADING =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  /** Contents by name; of links the target behind an arrow. */
  final Map<String, String> members = new LinkedHashMap<>();

  private final String root;

  ProcCopy(String root) {
    this.root = root;
  }

  ProcCopy file(String name, String content) {
    members.put(root + name, content);
    return this;
  }

  ProcCopy link(String name, String target) {
    return file(name, "->" + target);
  }

  ProcCopy process(int pid, int inner, int parent, String name, String line, int ticks) {
    boolean kernel = line.isEmpty();
    file(
        pid + "/stat",
        "%d (%s) S %d %d %d 0 -1 %d 0 0 0 0 0 0 0 0 20 0 1 0 %d 0 0 1\n"
            .formatted(pid, name, parent, pid, pid, kernel ? 0x208040 : 0x400100, ticks));
    file(
        pid + "/status",
        "Name:\t%s\nPid:\t%d\nPPid:\t%d\nUid:\t0\t101\t0\t0\nNSpid:\t%d%s\nCapEff:\t00000000a80425fb\n"
            .formatted(name, pid, parent, pid, inner == 0 ? "" : "\t" + inner));
    file(pid + "/cmdline", line);
    return file(pid + "/cgroup", "0::" + (inner == 0 ? "/" : GROUP) + "\n");
  }

  static String row(String local, String remote, String state, long inode) {
    return "   0: %s %s %s 00000000:00000000 00:00000000 00000000   101        0 %d 1 0000000000000000 100 0 0 10 0\n"
        .formatted(local, remote, state, inode);
  }

  /** A node: its first process, a thread of the kernel, nginx in a pod, and the miner beside it. */
  static ProcCopy hacked(String root) {
    ProcCopy proc = new ProcCopy(root);
    proc.file("stat", "cpu  1 2 3 4\ncpu0 90000 0 0 10000 0 0 0 0 0 0\nbtime 1795400000\n");
    proc.file("uptime", "1000.37 100.00\n").file("sys/kernel/hostname", "node1\n");
    proc.process(1, 0, 0, "systemd", "/sbin/init\0", 5).link("1/exe", "/usr/lib/systemd/systemd");
    proc.link("1/ns/net", "net:[1]").link("1/ns/pid", "pid:[1]").link("1/ns/mnt", "mnt:[1]");
    proc.process(2, 0, 0, "kthreadd", "", 5).link("2/fd/0", "/dev/null");
    proc.process(700, 0, 1, "containerd-shim", "/usr/bin/containerd-shim-runc-v2\0-id\0x\0", 40000);
    proc.link("700/ns/net", "net:[1]");
    proc.process(800, 1, 700, "nginx", "nginx: master process nginx\0", 50000);
    proc.link("800/exe", "/usr/sbin/nginx").link("800/cwd", "/").link("800/ns/net", "net:[7]");
    proc.link("800/fd/0", "/dev/null").link("800/fd/1", "pipe:[55]");
    proc.link("800/fd/5", "socket:[9001]").link("800/fd/6", "/var/log/app/access.log");
    proc.file("800/fdinfo/6", "pos:\t0\nflags:\t0102001\nmnt_id:\t5\n");
    proc.file("800/environ", "SECRET=hunter2\0");
    proc.file(
        "800/net/tcp",
        HEADING
            + row("00000000:1F90", "00000000:0000", "0A", 9001)
            + row("6A00F40A:1F90", "0100F40A:9700", "06", 0)
            + row("6A00F40A:B22C", "4D7100CB:0D05", "01", 9002));
    proc.process(900, 389, 800, "kworkerds", "/tmp/kworkerds\000203.0.113.77\0003333\000", 90000);
    proc.file(
        "900/status",
        "Name:\tkworkerds\nUid:\t0\t0\t0\t0\nNSpid:\t900\t389\nCapEff:\t00000000a82c35fb\n");
    proc.link("900/ns/pid", "pid:[1]").link("900/ns/mnt", "mnt:[8]");
    proc.link("900/exe", "/tmp/kworkerds (deleted)").link("900/ns/net", "net:[7]");
    proc.link("900/fd/3", "socket:[9002]").link("900/fd/4", "/memfd:cfg (deleted)");
    proc.link("900/fd/5", "/tmp/.lock (deleted)").link("900/fd/7", "socket:[9001]");
    proc.file("900/net/tcp", proc.members.get(root + "800/net/tcp"));
    proc.file(
        "900/maps",
        "55d0-55d1 r-xp 00000000 00:2c 12 /tmp/kworkerds (deleted)\n"
            + "7f00-7f01 r-xp 00000000 00:2c 13 /tmp/.x/lib\\012a.so (deleted)\n"
            + "7f02-7f03 rw-p 00000000 00:2c 13 /tmp/.x/data (deleted)\n");
    proc.process(950, 412, 700, "sh", "/bin/sh\0-c\0id; cat /etc/shadow\0", 99000);
    return proc.link("950/exe", "/usr/bin/dash").link("950/ns/net", "net:[7]");
  }

  /** The same as the toolbox takes it, with what it tells beside. */
  static ProcCopy collected(String root) {
    String hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    ProcCopy copy = hacked(root + "proc/");
    copy.members.put(
        root + "collected/executables.jsonl",
        """
        {"pid":800,"exe":"/usr/sbin/nginx","deleted":false,"size":12,"sha256":"%s"}
        {"pid":900,"exe":"/tmp/kworkerds (deleted)","deleted":true,"size":7,"sha256":"%s"}
        {"pid":950,"exe":"/usr/bin/dash","deleted":false,"size":null,"error":"EACCES"}
        {"pid":977,"exe":"/memfd:x (deleted)","deleted":true,"size":7,"sha256":"%s"}
        """
            .formatted(hash, hash, hash));
    copy.members.put(
        root + "collected/files.jsonl",
        """
        {"path":"/tmp/.x/run.sh","why":"temporary","type":"file","mode":"0755","uid":0,"gid":0,"size":5,"mtime":1795400900.123456789,"ctime":1795400900.123456789,"sha256":"%s","kept":true}
        {"path":"/etc/cron.d/job","why":"changed","type":"file","mode":"0644","uid":0,"gid":0,"size":9,"mtime":1795400910.000000001,"ctime":1795400911.000000000,"sha256":null,"error":"EACCES","kept":false}
        {"path":"/usr/bin/ls","why":"changed","type":"file","mode":"4755","uid":0,"gid":0,"size":9,"mtime":1580515200.000000000,"ctime":1795400920.000000000,"sha256":"%s","kept":false}
        {"path":"/etc/passwd","why":"chosen","type":"file","mode":"0644","uid":0,"gid":0,"size":9,"mtime":1580515200.000000000,"ctime":1580515201.000000000,"sha256":"%s","kept":true}
        """
            .formatted(hash, hash, hash));
    copy.members.put(
        root + "collected/errors.jsonl",
        """
        {"what":"hash","path":"proc/950/exe","errno":"EACCES","message":"Permission denied"}
        {"what":"walk","path":"/mnt/\\u001b[2J","errno":"EREMOTE","message":"what is mounted there is not walked: nfs"}
        """);
    copy.members.put(
        root + "collected/end.json",
        "{\"complete\":false,\"truncated\":[\"max-bytes: 3 left out, the first proc/1/maps\"],\"processes\":4,"
            + "\"self\":950,\"target\":800,\"changedSince\":1795400500,\"entriesSeen\":9,\"errors\":2,"
            + "\"accessTimesKept\":true,\"seconds\":0.5}\n");
    return copy;
  }

  /** What the members of a hacked node hold; of links the target behind an arrow. */
  public static List<String> contents() {
    return List.copyOf(collected("").members.values());
  }

  /** A hacked node of which one member holds something else. */
  public static byte[] with(int which, String content) {
    ProcCopy copy = collected("");
    copy.members.put(List.copyOf(copy.members.keySet()).get(which), content);
    return copy.tar();
  }

  byte[] tar() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Map.Entry<String, String> member : members.entrySet()) {
        boolean link = member.getValue().startsWith("->");
        TarArchiveEntry entry =
            link
                ? new TarArchiveEntry(member.getKey(), TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(member.getKey());
        byte[] content = member.getValue().getBytes(StandardCharsets.UTF_8);
        if (link) {
          entry.setLinkName(member.getValue().substring(2));
          entry.setMode(0777);
        } else {
          entry.setSize(content.length);
        }
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        if (!link) {
          tar.write(content);
        }
        tar.closeArchiveEntry();
      }
      tar.finish();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return out.toByteArray();
  }

  Path unpack(Path into) throws IOException {
    for (Map.Entry<String, String> member : members.entrySet()) {
      Path file = into.resolve(member.getKey());
      Files.createDirectories(file.getParent());
      if (member.getValue().startsWith("->")) {
        Files.createSymbolicLink(file, Path.of(member.getValue().substring(2)));
      } else {
        Files.writeString(file, member.getValue());
      }
    }
    return into;
  }
}
