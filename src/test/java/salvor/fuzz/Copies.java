package salvor.fuzz;

import static salvor.fuzz.Archives.joined;
import static salvor.fuzz.Archives.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import salvor.baseline.Given;
import salvor.custody.redact.Redacting;
import salvor.custody.redact.RedactionRules;
import salvor.custody.slice.Sliced;
import salvor.ingest.slice.Slicing;
import salvor.jobs.Progress;

/** What is made out of evidence: redacted copies and slices. */
final class Copies {
  private Copies() {}

  /** A text that was named stands somewhere in any content, and nowhere in its copy. */
  static final class OfRedaction implements FuzzTarget {
    private static final String SECRET = "zebra-crossing-31";
    private static final byte[] BYTES = SECRET.getBytes(StandardCharsets.UTF_8);
    private final RedactionRules rules;

    OfRedaction() throws IOException {
      Path file = Files.createTempFile("rules", ".json");
      Files.writeString(
          file, "{\"version\":1,\"rules\":[{\"id\":\"own\",\"text\":\"" + SECRET + "\"}]}");
      rules = RedactionRules.builtIn().and(file);
      Files.delete(file);
    }

    @Override
    public List<byte[]> seeds() throws Exception {
      List<byte[]> seeds = new ArrayList<>();
      for (byte[] text : new Texts.OfEvidence().seeds()) {
        seeds.add(joined(seeds.size() * 17 & 0xFF, text));
      }
      for (byte[] archive : new Archives.OfEvidence().seeds()) {
        seeds.add(joined(seeds.size() * 17 & 0xFF, archive));
      }
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      if (input.length == 0) {
        return;
      }
      byte[] content = rest(input);
      int at = (int) ((long) (input[0] & 0xFF) * content.length / 255);
      ByteArrayOutputStream with = new ByteArrayOutputStream();
      with.write(content, 0, at);
      with.writeBytes(BYTES);
      with.write(content, at, content.length - at);
      Path file = Files.write(folder.resolve("x"), with.toByteArray());
      Path out = folder.resolve("copy");
      try {
        new Redacting(rules, "test", null)
            .copy(List.of(file), Custody.unsigned(), out, Progress.NONE);
      } catch (IOException _) {
        Evidence.require(Files.notExists(out), "refused, and something is there");
        return;
      }
      try (Stream<Path> all = Files.walk(out)) {
        for (Path each : all.filter(Files::isRegularFile).toList()) {
          String text = new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1);
          Evidence.require(!text.contains(SECRET), "the secret is in " + each.getFileName());
        }
      }
    }
  }

  /** Some observations of any content, chosen by the first byte. */
  record OfSlices() implements FuzzTarget {
    @Override
    public List<byte[]> seeds() throws Exception {
      List<byte[]> seeds = new ArrayList<>();
      for (FuzzTarget of :
          List.of(
              new Texts.OfEvidence(),
              new BinaryReaders.OfPackets(),
              new BinaryReaders.OfSystemCalls())) {
        for (byte[] seed : of.seeds()) {
          seeds.add(joined(seeds.size(), seed));
        }
      }
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      if (input.length == 0) {
        return;
      }
      Given given = Evidence.read(Files.write(folder.resolve("x"), rest(input)));
      Random random = new Random(input[0]);
      BitSet rows = new BitSet();
      for (int row = 0; row < given.evidence().observations().size(); row++) {
        rows.set(row, random.nextInt(3) == 0);
      }
      if (rows.isEmpty()) {
        return;
      }
      Path out = folder.resolve("slice");
      Sliced sliced =
          new Slicing(salvor.AllFormats.reader()::read, Path.of(""))
              .cut(
                  given.evidence(),
                  new Slicing.Wish(rows, Map.of(), Map.of(), "test"),
                  Custody.unsigned(),
                  out,
                  Progress.NONE);
      Evidence.require(
          sliced.wanted() == rows.cardinality(),
          rows.cardinality() + " were wanted, and " + sliced.wanted() + " are in");
      long is = Evidence.read(out.resolve("data")).evidence().observations().size();
      Evidence.require(
          is == sliced.wanted() + sliced.beside(),
          is + " in the slice, which tells " + sliced.wanted() + " and " + sliced.beside());
    }
  }
}
