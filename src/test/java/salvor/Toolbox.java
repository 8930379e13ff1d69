package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The toolbox for pods, built here by its own script, and processes for it to look at. */
final class Toolbox {
  static final Path SOURCES = Path.of("packaging/toolbox").toAbsolutePath();
  private static final Path OUT = Path.of("target/toolbox-test").toAbsolutePath();
  private static @Nullable Toolbox built;
  private static @Nullable Toolbox checked;

  final Path program;
  final Path target;

  private Toolbox(Path program, Path target) {
    this.program = program;
    this.target = target;
  }

  /** What a command gave. */
  record Result(int code, byte[] out, String err) {
    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    JsonNode error() {
      return JsonMapper.shared().readTree(err);
    }

    Archive archive() throws IOException {
      return Archive.of(out);
    }
  }

  /** An archive; names are bytes, here as ISO 8859-1. */
  record Archive(Map<String, TarArchiveEntry> entries, Map<String, byte[]> contents) {
    static Archive of(byte[] bytes) throws IOException {
      Archive archive = new Archive(new LinkedHashMap<>(), new LinkedHashMap<>());
      try (TarArchiveInputStream in =
          new TarArchiveInputStream(new ByteArrayInputStream(bytes), "ISO-8859-1")) {
        for (TarArchiveEntry each; (each = in.getNextEntry()) != null; ) {
          assertThat(archive.entries.put(each.getName(), each)).as(each.getName()).isNull();
          archive.contents.put(each.getName(), in.readAllBytes());
        }
      }
      return archive;
    }

    byte[] bytes(String name) {
      return assertThat(contents).containsKey(name).extractingByKey(name).actual();
    }

    String text(String name) {
      return new String(bytes(name), StandardCharsets.UTF_8);
    }

    List<JsonNode> lines(String name) {
      return text(name).lines().map(l -> (JsonNode) JsonMapper.shared().readTree(l)).toList();
    }

    JsonNode end() {
      return JsonMapper.shared().readTree(bytes("collected/end.json"));
    }

    /** What is told of a file. */
    JsonNode file(String path) {
      return lines("collected/files.jsonl").stream()
          .filter(l -> l.path("path").asString("").equals(path))
          .findFirst()
          .orElseThrow(() -> new AssertionError(path + " is not told"));
    }

    String link(String name) {
      return entries.get(name).getLinkName();
    }
  }

  /** A process that is what it was asked to be, until it is closed. */
  record Running(Process process, String said) implements AutoCloseable {
    long pid() {
      return process.pid();
    }

    @Override
    public void close() {
      try {
        process.getOutputStream().close();
        process.waitFor();
      } catch (IOException | InterruptedException cause) {
        throw new AssertionError(cause);
      }
    }
  }

  /** Skips the test where there is no compiler for C. */
  static synchronized Toolbox built() throws Exception {
    if (built == null) {
      built = build(OUT);
    }
    return built;
  }

  /** One that ends at the first misuse of memory. */
  static synchronized Toolbox checked() throws Exception {
    if (checked == null) {
      checked = build(OUT.resolve("checked"), "--sanitize");
    }
    return checked;
  }

  private static Toolbox build(Path out, String... more) throws Exception {
    assumeTrue(has("gcc"), "there is no gcc here to build the toolbox with");
    List<String> command = new ArrayList<>(List.of(SOURCES.resolve("build").toString()));
    command.addAll(List.of("--out", out.toString()));
    command.addAll(List.of(more));
    Result script = run(command);
    assertThat(script.code()).as(script.err()).isZero();
    Path target = out.resolve("target");
    Path source = Path.of("src/test/toolbox/target.c");
    Result compiled =
        run(
            List.of(
                "gcc",
                "-std=c17",
                "-pthread",
                "-static",
                "-o",
                target.toString(),
                source.toString()));
    assertThat(compiled.code()).as(compiled.err()).isZero();
    return new Toolbox(out.resolve("salvor-toolbox"), target);
  }

  static boolean has(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Whether a command is there and is permitted here. */
  static boolean can(String... command) throws Exception {
    return has(command[0]) && run(List.of(command)).code() == 0;
  }

  static boolean isRoot() throws Exception {
    return run(List.of("id", "-u")).text().strip().equals("0");
  }

  Result run(String... arguments) throws Exception {
    return run(command(arguments));
  }

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a command; its errors go through a file, so that two that wait for one another end. */
  static Result run(List<String> command) throws Exception {
    Path errors = Files.createTempFile("toolbox", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      int code = process.waitFor();
      return new Result(code, out, new String(Files.readAllBytes(errors), StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  /** Starts a process and waits until it says that it is ready. */
  Running start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(target.toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  static Running start(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = process.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(said).as("%s", command).endsWith("ready");
    return new Running(process, said.substring(0, said.length() - "ready".length()).strip());
  }

  /** Gives a process something on its standard input. */
  static void tell(Process process, String text) throws IOException {
    OutputStream to = process.getOutputStream();
    to.write(text.getBytes(StandardCharsets.UTF_8));
    to.flush();
  }
}
