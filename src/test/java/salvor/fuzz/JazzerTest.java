package salvor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.ingest.image.ImageTar;

/**
 * Has Jazzer look for inputs that reach new code: {@code mvn -Pfuzz test -Dfuzz.seconds=600
 * -Dfuzz.targets=dns,scap}, each target so long in a process of its own. What it finds, its words
 * and the inputs that led to new code stay in {@code target/fuzz}, where the next run goes on.
 */
@Tag("fuzz")
class JazzerTest {
  private static final Path FOLDER = Path.of("target/fuzz").toAbsolutePath();
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
  private static final int MAJOR_VERSION = 6;
  private static final short JAVA_21 = 65;
  private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units: (\\d+)");

  static Set<String> targets() {
    String some = System.getProperty("fuzz.targets", "");
    return some.isEmpty()
        ? FuzzTargets.ALL.keySet()
        : new TreeSet<>(Arrays.asList(some.split(",")));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void findsNothing(String name) throws Exception {
    Path folder = Files.createDirectories(FOLDER.resolve(name));
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    for (byte[] seed : FuzzTargets.ALL.get(name).call().seeds()) {
      Files.write(corpus.resolve(ImageTar.sha256(seed).substring(0, 16)), seed);
    }
    Path said = folder.resolve("log.txt");
    int status =
        new ProcessBuilder(command(name, folder, corpus))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    String log = Files.readString(said);
    Matcher runs = RUNS.matcher(log);
    System.out.println(
        "fuzz: " + name + ", " + SECONDS + " s, " + (runs.find() ? runs.group(1) : "?") + " runs");
    assertThat(status).as("see " + said).isZero();
  }

  private static List<String> command(String name, Path folder, Path corpus) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+EnableDynamicAgentLoading",
        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
        "-Dfuzz.target=" + name,
        "-cp",
        classPath(),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=salvor.fuzz.Fuzzing",
        "--instrumentation_includes=salvor.**",
        "--custom_hook_includes=salvor.**",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-max_total_time=" + SECONDS,
        "-timeout=20",
        "-max_len=65536",
        "-print_final_stats=1",
        corpus.toString());
  }

  /** Ours are copied for Jazzer. */
  private static String classPath() throws IOException {
    String given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> path = new ArrayList<>();
    for (String entry : given.split(File.pathSeparator)) {
      Path from = Path.of(entry);
      if (Files.isDirectory(from)) {
        Path to = FOLDER.resolve(from.getFileName());
        readable(from, to);
        path.add(to.toString());
      } else {
        path.add(entry);
      }
    }
    return String.join(File.pathSeparator, path);
  }

  /**
   * Jazzer 0.24.0 reads class files up to those of Java 23. Those of Java 25 differ from these in
   * nothing but their number.
   */
  private static void readable(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        if (file.toString().endsWith(".class")) {
          ByteBuffer.wrap(content).putShort(MAJOR_VERSION, JAVA_21);
        }
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, content);
      }
    }
  }
}
