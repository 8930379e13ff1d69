package salvor.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls; which target, says the property {@code fuzz.target}. */
public final class Fuzzing {
  private static FuzzTarget target;
  private static Sandbox sandbox;

  private Fuzzing() {}

  /** Once, at the beginning. */
  public static void fuzzerInitialize() throws Exception {
    target = FuzzTargets.ALL.get(System.getProperty("fuzz.target")).call();
    Path folder = Files.createTempDirectory("fuzz");
    sandbox = new Sandbox(folder);
  }

  /** Once for every input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    sandbox.run(target, input);
  }
}
