package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The toolbox and the files of a container that holds a program and no shell, here behind chroot.
 */
class ToolboxFilesTest {
  /** Names, links and kinds of files as an attacker leaves them. */
  private static final String HOSTILE =
      """
      cd "$0"; umask 022; mkdir -p tmp/deep/er var/tmp root/.ssh home/evil etc/cron.d data
      printf '127.0.0.1 localhost\\n' > etc/hosts; printf 'nameserver 10.96.0.10\\n' > etc/resolv.conf
      printf 'root:x:0:0::/root:/bin/sh\\nevil:x:7:7::/home/evil:\\n' > etc/passwd
      printf '* * * * * root /tmp/x\\n' > etc/cron.d/job; printf 'curl evil\\n' > home/evil/.bash_history
      printf 'one' > "tmp/$(printf 'new\\nline \\033[2J')"; printf 'two' > "tmp/$(printf '\\377\\376')"
      printf 'three' > "tmp/deep/er/$(printf 'a%.0s' $(seq 200))"; printf 'four' > "tmp/$(printf '\\377%.0s' $(seq 150))"
      ln -s /../../../../../../../../../etc/shadow tmp/out; ln -s "$1" tmp/folder; ln -s /dev/null root/.bash_history
      ln -s "/$(printf 'b%.0s' $(seq 180))" tmp/long; mkfifo tmp/pipe; mknod tmp/device c 1 3; printf 'x' > data/secret
      chmod 4755 tmp/deep/er/a*; chmod 000 data/secret
      """;

  @TempDir Path folder;
  private Toolbox toolbox;
  private Path root;
  private Path outside;

  @BeforeEach
  void build() throws Exception {
    toolbox = Toolbox.built();
    assumeTrue(
        Toolbox.can("chroot", "/", "mknod", folder.resolve("null").toString(), "c", "1", "3"),
        "to change the root and to make a device is not permitted here");
    root = Files.createDirectories(folder.resolve("root"));
    outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "OUTSIDE-SECRET");
    Files.copy(toolbox.target, Files.createDirectories(root.resolve("bin")).resolve("target"));
    sh(HOSTILE, root.toString(), outside.toString());
  }

  private static String sh(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-euc", script));
    command.addAll(List.of(arguments));
    Toolbox.Result result = Toolbox.run(command);
    assertThat(result.code()).as(result.err()).isZero();
    return new String(result.out(), StandardCharsets.ISO_8859_1);
  }

  private Toolbox.Running contained() throws Exception {
    return Toolbox.start(List.of("chroot", root.toString(), "/bin/target"));
  }

  private Toolbox.Result taken(Toolbox with, String command, Toolbox.Running of, String... more)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(command, "--target", "" + of.pid()));
    all.addAll(List.of(more));
    Toolbox.Result result = with.run(all.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result;
  }

  @Test
  void leavesTheFilesOfTheTargetAsTheyWereTimesOfAccessIncluded() throws Exception {
    // a time of access before that of the last change: any reading would renew it
    String before =
        "cd \"$0\"; find . -print0 > \"$1/list\"; find . -type f -print0 | sort -z | xargs -0 sha256sum > \"$1/hashes\"; "
            + "xargs -0 touch -h -a -d 2020-01-01 < \"$1/list\"; ";
    String stat = "cd \"$0\"; xargs -0 stat -c '%n %i %h %f %u %g %s %x %y %z' < \"$1/list\"";
    String after =
        "cd \"$0\"; find . -print0 | cmp - \"$1/list\"; find . -type f -print0 | sort -z | xargs -0 sha256sum | cmp - \"$1/hashes\"";
    try (Toolbox.Running target = contained()) {
      String was = sh(before + stat, root.toString(), folder.toString());
      JsonNode end = taken(toolbox, "collect", target, "--path", "/data").archive().end();
      String is = sh(stat, root.toString(), folder.toString());
      assertThat(end.path("complete").asBoolean()).isTrue();
      assertThat(end.path("accessTimesKept").asBoolean()).isTrue();
      assertThat(is).isEqualTo(was);
      sh(after, root.toString(), folder.toString());
      sh("cat \"$0/etc/hosts\" >\"$1/read\"", root.toString(), folder.toString());
      assumeTrue(
          !sh(stat, root.toString(), folder.toString()).equals(was),
          "this file system keeps no times of access, so that they are the same proves nothing");
    }
  }

  @Test
  void whatItCopiesIsUnpackedAsItWas() throws Exception {
    try (Toolbox.Running target = contained()) {
      byte[] tar = taken(toolbox, "copy", target, "/").out();
      Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
      Files.write(folder.resolve("copy.tar"), tar);
      sh("tar -C \"$0\" -xpf \"$1\"", unpacked.toString(), folder.resolve("copy.tar").toString());
      String list =
          "cd \"$0\"; find . ! -name device ! -name pipe -printf '%P %y %m %U %G %l %T@ ' \\( -type f -printf %s -o -true \\) -printf '\\0' | sort -z | tr '\\0' '\\n'";
      assertThat(sh(list, unpacked.resolve("root").toString()))
          .isEqualTo(sh(list, root.toString()));
      sh(
          "diff -r --no-dereference -x pipe -x device \"$0\" \"$1\"",
          unpacked.resolve("root").toString(),
          root.toString());
    }
  }

  @Test
  void noLinkLeadsOutOfTheContainer() throws Exception {
    try (Toolbox.Running target = contained()) {
      for (String path :
          List.of(
              "/tmp/out",
              "/tmp/folder",
              "/tmp/folder/secret",
              "/../../.." + outside + "/secret",
              outside + "/secret")) {
        Toolbox.Result result = taken(toolbox, "copy", target, path);
        assertThat(new String(result.out(), StandardCharsets.ISO_8859_1))
            .as(path)
            .doesNotContain("OUTSIDE-SECRET");
        assertThat(result.archive().end().path("complete").asBoolean()).isTrue();
      }
      Toolbox.Archive link = taken(toolbox, "copy", target, "/tmp/out").archive();
      assertThat(link.link("root/tmp/out")).isEqualTo("/../../../../../../../../../etc/shadow");
      assertThat(
              taken(toolbox, "copy", target, "/tmp/folder/secret")
                  .archive()
                  .lines("collected/errors.jsonl"))
          .singleElement()
          .satisfies(l -> assertThat(l.path("errno").asString()).isEqualTo("ENOENT"));
    }
  }

  @Test
  void noLinkIsFollowedWhereTheKernelIsOld() throws Exception {
    try (Toolbox.Running target = contained()) {
      List<String> command = new ArrayList<>(List.of(toolbox.target.toString(), "without-openat2"));
      String pid = "" + target.pid();
      command.addAll(
          toolbox.command(
              "copy",
              "--target",
              pid,
              "/etc/hosts",
              "/tmp/folder/secret",
              "/../etc/hosts",
              "/tmp/out"));
      Toolbox.Result result = Toolbox.run(command);
      assertThat(result.code()).as(result.err()).isZero();
      Toolbox.Archive archive = result.archive();
      assertThat(archive.text("root/etc/hosts")).isEqualTo("127.0.0.1 localhost\n");
      assertThat(archive.link("root/tmp/out")).startsWith("/../..");
      assertThat(archive.lines("collected/errors.jsonl"))
          .extracting(l -> l.path("path").asString() + " " + l.path("errno").asString())
          .containsExactly("/tmp/folder/secret ELOOP", "/../etc/hosts EXDEV");
    }
  }

  @Test
  void tellsOfFilesWhateverTheyAreCalledAndWhateverTheyAre() throws Exception {
    try (Toolbox.Running target = contained()) {
      Toolbox.Archive archive =
          taken(toolbox, "collect", target, "--changed-since", "99999999999").archive();
      assertThat(archive.text("root/etc/resolv.conf")).isEqualTo("nameserver 10.96.0.10\n");
      assertThat(archive.text("root/etc/cron.d/job")).contains("/tmp/x");
      assertThat(archive.text("root/home/evil/.bash_history")).isEqualTo("curl evil\n");
      assertThat(archive.text("root/tmp/new\nline \u001b[2J")).isEqualTo("one");
      assertThat(archive.text("root/tmp/\u00ff\u00fe")).isEqualTo("two");
      assertThat(archive.text("root/tmp/deep/er/" + "a".repeat(200))).isEqualTo("three");
      assertThat(archive.file("/tmp/pipe").path("type").asString()).isEqualTo("pipe");
      assertThat(archive.file("/tmp/device").path("type").asString()).isEqualTo("character-device");
      assertThat(archive.file("/root/.bash_history").path("type").asString()).isEqualTo("link");
      JsonNode setuid = archive.file("/tmp/deep/er/" + "a".repeat(200));
      assertThat(setuid.path("mode").asString()).isEqualTo("4755");
      assertThat(setuid.path("why").asString()).isEqualTo("temporary");
      assertThat(archive.lines("collected/files.jsonl"))
          .extracting(l -> l.path("pathBase64").asString(""))
          .contains(
              Base64.getEncoder()
                  .encodeToString("/tmp/\u00ff\u00fe".getBytes(StandardCharsets.ISO_8859_1)));
      assertThat(archive.lines("collected/files.jsonl"))
          .noneMatch(l -> l.path("why").asString().equals("changed"));

      Toolbox.Archive all = taken(toolbox, "collect", target, "--changed-since", "1").archive();
      assertThat(all.file("/bin/target").path("why").asString()).isEqualTo("changed");
      assertThat(all.file("/bin/target").path("sha256").asString())
          .isEqualTo(ToolboxTest.sha256(Files.readAllBytes(toolbox.target)));
      assertThat(all.entries()).doesNotContainKey("root/bin/target");
    }
  }

  @Test
  void hashesAsEverybodyDoesAtEveryLength() throws Exception {
    Random random = new Random(7);
    for (int length = 0; length <= 260; length++) {
      byte[] bytes = new byte[length == 260 ? 200_003 : length];
      random.nextBytes(bytes);
      Files.write(root.resolve("tmp/length" + length), bytes);
    }
    try (Toolbox.Running target = contained()) {
      Toolbox.Archive archive = taken(toolbox, "copy", target, "/tmp").archive();
      for (int length = 0; length <= 260; length++) {
        byte[] bytes = Files.readAllBytes(root.resolve("tmp/length" + length));
        assertThat(archive.bytes("root/tmp/length" + length)).isEqualTo(bytes);
        assertThat(archive.file("/tmp/length" + length).path("sha256").asString())
            .isEqualTo(ToolboxTest.sha256(bytes));
      }
    }
  }

  @Test
  void walksWhatIsMountedButNoFileSystemOfTheKernel() throws Exception {
    assumeTrue(
        Toolbox.can("unshare", "-m", "mount", "-t", "tmpfs", "none", outside.toString()),
        "mounts of one's own are not permitted here");
    String mount =
        "mkdir -p \"$0/weird place\" && mount -t tmpfs none \"$0/data\" && echo dropped > \"$0/data/new\""
            + " && mount -t proc none \"$0/weird place\" && exec chroot \"$0\" /bin/target";
    try (Toolbox.Running target =
        Toolbox.start(List.of("unshare", "-m", "sh", "-c", mount, root.toString()))) {
      Toolbox.Archive archive = taken(toolbox, "collect", target, "--changed-since", "1").archive();
      assertThat(archive.file("/data/new").path("size").asLong()).isEqualTo(8);
      assertThat(archive.lines("collected/files.jsonl"))
          .noneMatch(l -> l.path("path").asString("").startsWith("/weird place"));
      assertThat(archive.lines("collected/errors.jsonl"))
          .anyMatch(l ->
              l.path("path").asString("").equals("/weird place")
                  && l.path("errno").asString().equals("EREMOTE"));
    }
  }

  @Test
  void findsTheContainerByItself() throws Exception {
    assumeTrue(
        Toolbox.can("unshare", "-pmf", "--mount-proc", "true"),
        "a pid namespace of one's own is not permitted here");
    String inside =
        "mkfifo \"$2\"; unshare -m chroot \"$0\" /bin/target <\"$2\" >/dev/null & exec 9>\"$2\"; "
            + "until readlink \"/proc/$!/exe\" | grep -q /bin/target; do :; done; \"$1\" collect --volatile; exec 9>&-; wait";
    Toolbox.Result result =
        Toolbox.run(
            List.of(
                "unshare",
                "-pmf",
                "--mount-proc",
                "sh",
                "-c",
                inside,
                root.toString(),
                toolbox.program.toString(),
                folder.resolve("fifo").toString()));
    assertThat(result.err()).isEmpty();
    Toolbox.Archive archive = result.archive();
    long chosen = archive.end().path("target").asLong();
    assertThat(archive.link("proc/" + chosen + "/exe")).endsWith("/bin/target");
    assertThat(archive.link("proc/" + archive.end().path("self").asLong() + "/exe"))
        .isEqualTo(toolbox.program.toString());
  }

  @Test
  void misusesNoMemoryWhateverItMeets() throws Exception {
    Toolbox checked = Toolbox.checked();
    try (Toolbox.Running target = contained();
        Toolbox.Running evil = toolbox.start("hostile");
        Toolbox.Running memory = toolbox.start("memfd")) {
      assertThat(evil.pid() + memory.pid()).isPositive();
      assertThat(
              taken(checked, "collect", target, "--changed-since", "1", "--path", "/")
                  .archive()
                  .end()
                  .path("complete")
                  .asBoolean())
          .isTrue();
      taken(checked, "copy", target, "/tmp", "/nothing", "/tmp/out/x");
      assertThat(checked.run("collect", "--volatile", "--max-bytes", "100000").code()).isZero();
      assertThat(checked.run("memory", "" + evil.pid(), "0-1000", "\u00ff").code()).isEqualTo(2);
      assertThat(checked.run("memory", "" + evil.pid(), "0-1000").code()).isEqualTo(5);
      assertThat(checked.run("copy", "--nix").code()).isEqualTo(2);
    }
  }

  @Test
  void givesTheMemoryOfARangeAndOfAMapping() throws Exception {
    try (Toolbox.Running secret = toolbox.start("secret")) {
      Toolbox.Result range = toolbox.run("memory", "" + secret.pid(), secret.said());
      assertThat(range.code()).isZero();
      assertThat(range.text()).startsWith("correct horse battery staple\0").hasSize(4096);
      assertThat(range.error().path("complete").asBoolean()).isTrue();
      assertThat(range.error().path("sha256").asString())
          .isEqualTo(ToolboxTest.sha256(range.out()));
      String from = secret.said().split("-")[0];
      assertThat(toolbox.run("memory", "" + secret.pid(), from).out()).isEqualTo(range.out());

      // the page behind it is not there: what came before is kept, and it is said
      String over = from + "-" + Long.toHexString(Long.parseUnsignedLong(from, 16) + 3 * 4096);
      Toolbox.Result hole = toolbox.run("memory", "" + secret.pid(), over);
      assertThat(hole.code()).isEqualTo(5);
      assertThat(hole.out()).isEqualTo(range.out());
      assertThat(hole.error().path("errno").asString()).isEqualTo("EIO");
      Toolbox.Result limited =
          toolbox.run("memory", "--max-bytes", "10", "" + secret.pid(), secret.said());
      assertThat(limited.text()).isEqualTo("correct ho");
      assertThat(limited.error().path("truncated").asString()).isEqualTo("max-bytes");
    }
  }
}
