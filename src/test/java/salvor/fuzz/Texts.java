package salvor.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import salvor.casefile.EvidenceReader;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.kubearmor.KubeArmorFormat;
import salvor.ingest.kubescape.Kubescape;
import salvor.ingest.networkpolicy.CiliumFormat;
import salvor.ingest.networkpolicy.NetworkPolicyFormat;
import salvor.ingest.profile.ProfileFormat;
import salvor.ingest.seccomp.SeccompFormat;

/** Text of every format, and declared policies. */
final class Texts {
  private static final Path READERS = Path.of("src/test/resources/readers");
  private static final int LARGEST = 8 << 10;

  private Texts() {}

  private static List<byte[]> beginnings(Path folder, String pattern) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().matches(pattern)).sorted().toList()) {
        byte[] all = Files.readAllBytes(file);
        seeds.add(all.length <= LARGEST ? all : java.util.Arrays.copyOf(all, LARGEST));
      }
    }
    return seeds;
  }

  /** Logs, JSON, YAML. */
  record OfEvidence() implements FuzzTarget {
    @Override
    public List<byte[]> seeds() throws IOException {
      List<byte[]> seeds = beginnings(READERS, ".*\\.(jsonl|log)");
      seeds.addAll(beginnings(READERS.resolve("declared"), ".*\\.yaml"));
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      Evidence.read(Files.write(folder.resolve("x"), input));
    }
  }

  /** What is asked for as a baseline. */
  static final class OfPolicies implements FuzzTarget {
    private final EvidenceReader reader =
        new Import(
                List.of(
                    new ProfileFormat(),
                    new Kubescape(),
                    new SeccompFormat(),
                    new NetworkPolicyFormat(),
                    new CiliumFormat(),
                    new KubeArmorFormat()),
                Limits.ORDINARY)
            ::read;

    @Override
    public List<byte[]> seeds() throws IOException {
      return beginnings(READERS.resolve("declared"), ".*\\.(yaml|json)");
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      Evidence.read(reader, Files.write(folder.resolve("x"), input));
    }
  }
}
