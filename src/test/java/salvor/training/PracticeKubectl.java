package salvor.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real kubectl that is pointed at a practice cluster. */
record PracticeKubectl(Path program, int minor, Path kubeconfig, Map<String, String> settings) {
  private static final Path PACKAGED = Path.of("/usr/lib/google-cloud-sdk/bin");
  static final int OLDEST = 29;
  private static final long SECONDS = 60;

  PracticeKubectl(Path program, int minor, Path kubeconfig) {
    this(program, minor, kubeconfig, Map.of());
  }

  /** The same, with WebSocket or SPDY for what goes on in containers, whatever its default is. */
  PracticeKubectl by(String protocol) {
    return new PracticeKubectl(
        program,
        minor,
        kubeconfig,
        Map.of("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", String.valueOf(protocol.equals("WebSocket"))));
  }

  /** What a run of kubectl left. */
  record Said(String out, String error, int code) {
    String all() {
      return out + error;
    }
  }

  /** Every kubectl of this machine from 1.29 on. */
  static List<Path> programs() throws IOException {
    List<Path> found = new ArrayList<>();
    Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(found::add);
    if (Files.isDirectory(PACKAGED)) {
      try (Stream<Path> files = Files.list(PACKAGED)) {
        files
            .filter(file -> file.getFileName().toString().matches("kubectl\\.1\\.\\d+"))
            .sorted()
            .forEach(found::add);
      }
    }
    List<Path> spoken = new ArrayList<>();
    for (Path program : found) {
      if (minor(program) >= OLDEST) {
        spoken.add(program);
      }
    }
    return spoken;
  }

  static int minor(Path program) throws IOException {
    Said said =
        run(List.of(program.toString(), "version", "--client", "-o", "json"), "", null, Map.of());
    var matcher = java.util.regex.Pattern.compile("\"minor\": \"(\\d+)").matcher(said.out());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  Said run(String... arguments) throws IOException {
    return with("", arguments);
  }

  Said with(String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return run(command, input, kubeconfig, settings);
  }

  /** Begins a command that goes on, such as {@code get --watch}; whoever begins it ends it. */
  Process begin(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return builder(command, kubeconfig, settings).redirectErrorStream(true).start();
  }

  private static ProcessBuilder builder(
      List<String> command,
      @org.jspecify.annotations.Nullable Path kubeconfig,
      Map<String, String> settings) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", String.valueOf(kubeconfig));
    builder.environment().putAll(settings);
    return builder;
  }

  private static Said run(
      List<String> command,
      String input,
      @org.jspecify.annotations.Nullable Path kubeconfig,
      Map<String, String> settings)
      throws IOException {
    Path out = Files.createTempFile("kubectl", ".out");
    Path error = Files.createTempFile("kubectl", ".err");
    Path in = Files.createTempFile("kubectl", ".in");
    try {
      Files.writeString(in, input);
      Process process =
          builder(command, kubeconfig, settings)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(error.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("kubectl did not end: " + command + " " + Files.readString(error));
      }
      return new Said(text(out), text(error), process.exitValue());
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      for (Path file : List.of(out, error, in)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
