package salvor.custody;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One chain, whoever writes and whatever interrupts it; and what was done to it is told. */
class CustodyLedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-27T05:00:00Z");

  @TempDir Path folder;

  private static CustodyEntry entry(String words) {
    return CustodyEntry.of(Deed.NOTE, new Actor("ann", "desk", null, List.of()), "a drill")
        .saying(words);
  }

  private CustodyLedger ledger() {
    return new CustodyLedger(folder, InstantSource.fixed(NOW));
  }

  private LedgerCheck.Result check() throws IOException {
    return check(new ArrayList<>());
  }

  private LedgerCheck.Result check(List<ObjectNode> records) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(CustodyLedger.FILE))) {
      return LedgerCheck.of(
          in,
          CustodyHead.in(folder.resolve(CustodyLedger.HEAD)).orElse(null),
          "custody.jsonl",
          records::add);
    }
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(folder.resolve(CustodyLedger.FILE)));
  }

  private void put(List<String> lines) throws IOException {
    Files.writeString(folder.resolve(CustodyLedger.FILE), String.join("\n", lines) + "\n");
  }

  @Test
  void keepsWhatWasSaidInOrderWithTheHashOfTheLineBefore() throws IOException {
    ledger().append(entry("first"));
    CustodyHead head =
        ledger()
            .append(
                CustodyEntry.of(Deed.COLLECTED, Actor.ofSystem(), null)
                    .about(Artefact.whole("data/ps.txt", 12, "ab".repeat(32))));
    List<ObjectNode> records = new ArrayList<>();
    assertThat(check(records).faults()).isEmpty();
    assertThat(records).hasSize(2);
    assertThat(records.get(0).path("prevHash").asString()).isEqualTo("0".repeat(64));
    assertThat(records.get(1).path("prevHash").asString())
        .isEqualTo(Sha256.of(lines().getFirst().getBytes(UTF_8)));
    assertThat(records.get(1).path("artefact").path("path").asString()).isEqualTo("data/ps.txt");
    assertThat(records.get(1).path("tsSource").path("local").asString()).isEqualTo("system");
    assertThat(records.get(0).path("ts").asString()).isEqualTo(NOW.toString());
    assertThat(head.records()).isEqualTo(2);
    assertThat(head.headHash()).isEqualTo(Sha256.of(lines().get(1).getBytes(UTF_8)));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("edited", l -> l.set(1, l.get(1).replace("drill", "grill")), Standing.MODIFIED),
        change("the last edited", l -> l.set(4, l.get(4).replace("drill", "x")), Standing.MODIFIED),
        change("one is no record", l -> l.set(2, "{"), Standing.MODIFIED),
        change("one deleted", l -> l.remove(2), Standing.MISSING),
        change("the first deleted", l -> l.removeFirst(), Standing.MISSING),
        change("two swapped", l -> Collections.swap(l, 1, 2), Standing.REORDERED),
        change("one doubled", l -> l.add(3, l.get(2)), Standing.EXTRA),
        change("one appended by hand", CustodyLedgerTest::forge, Standing.EXTRA),
        change("the last cut off", l -> l.removeLast(), Standing.TRUNCATED),
        change("three cut off", l -> l.subList(2, 5).clear(), Standing.TRUNCATED),
        change("all cut off", l -> l.clear(), Standing.TRUNCATED));
  }

  private static Arguments change(String name, Consumer<List<String>> change, Standing worst) {
    return Arguments.of(name, change, worst);
  }

  private static void forge(List<String> lines) {
    ObjectNode next = (ObjectNode) JsonMapper.shared().readTree(lines.getLast());
    next.put("seq", 6).put("prevHash", Sha256.of(lines.getLast().getBytes(UTF_8)));
    lines.add(new String(CanonicalJson.of(next), UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void namesWhatWasChanged(String name, Consumer<List<String>> change, Standing worst)
      throws IOException {
    ledger().append(IntStream.range(0, 5).mapToObj(i -> entry("no. " + i)).toList());
    List<String> lines = lines();
    change.accept(lines);
    put(lines);
    assertThat(check().faults().stream().map(Fault::standing).max(Standing::compareTo))
        .as(name)
        .contains(worst);
  }

  @Test
  void namesTheLineThatWasChanged() throws IOException {
    ledger().append(IntStream.range(0, 5).mapToObj(i -> entry("no. " + i)).toList());
    List<String> lines = lines();
    String before = lines.get(2);
    lines.set(2, before.replace("no. 2", "no. 7"));
    put(lines);
    Fault fault = check().faults().getFirst();
    assertThat(fault.line()).isEqualTo(3);
    assertThat(fault.expected()).isEqualTo(Sha256.of(before.getBytes(UTF_8)));
  }

  @Test
  void mayEndAtAnyByteAndNeverLooksWhole() throws IOException {
    ledger().append(List.of(entry("first"), entry("second"), entry("third")));
    Path file = folder.resolve(CustodyLedger.FILE);
    byte[] whole = Files.readAllBytes(file);
    byte[] head = Files.readAllBytes(folder.resolve(CustodyLedger.HEAD));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      Files.write(file, cut);
      Files.write(folder.resolve(CustodyLedger.HEAD), head);
      List<ObjectNode> records = new ArrayList<>();
      assertThat(check(records).faults().stream().map(Fault::standing).max(Standing::compareTo))
          .as("cut at " + length)
          .contains(Standing.TRUNCATED);
      int ends = (int) new String(cut, UTF_8).chars().filter(c -> c == '\n').count();
      assertThat(records).as("what came before the cut").hasSize(ends);

      ledger().append(entry("went on"));
      byte[] after = Files.readAllBytes(file);
      assertThat(java.util.Arrays.copyOf(after, length)).as("nothing is taken out").isEqualTo(cut);
      boolean nothingLost = length == whole.length - 1; // but the end of the last line
      assertThat(check().faults())
          .as("going on after " + length + " says what was lost")
          .extracting(Fault::kind)
          .isEqualTo(nothingLost ? List.of() : List.of(Fault.Kind.LOST));
    }
  }

  @Test
  void goesOnAfterALineThatWasCutOffAndSaysSo() throws IOException {
    ledger().append(List.of(entry("first"), entry("second")));
    Path file = folder.resolve(CustodyLedger.FILE);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 40));
    // the program died in the second record, before its head was written
    CustodyHead.of("x", 1, Sha256.of(lines().getFirst().getBytes(UTF_8)))
        .write(folder.resolve(CustodyLedger.HEAD));
    assertThat(check().faults()).extracting(Fault::kind).contains(Fault.Kind.INTERRUPTED);

    Files.delete(folder.resolve(CustodyLedger.HEAD));
    ledger().append(entry("third"));
    List<ObjectNode> records = new ArrayList<>();
    assertThat(check(records).faults()).isEmpty();
    assertThat(records).extracting(r -> r.path("seq").asLong()).containsExactly(1L, 2L, 3L);
    assertThat(records.get(1).path("response").path("recovered").asString())
        .isEqualTo("interrupted");
    assertThat(Files.readString(file)).contains("\"note\":\"second").as("nothing was taken out");
  }

  @Test
  void doesNotHideByGoingOnThatItsEndWasCutOff() throws IOException {
    ledger().append(IntStream.range(0, 5).mapToObj(i -> entry("no. " + i)).toList());
    List<String> lines = lines();
    lines.subList(3, 5).clear();
    put(lines);
    ledger().append(entry("later"));
    assertThat(check().faults())
        .anyMatch(f -> f.kind() == Fault.Kind.LOST && f.standing() == Standing.TRUNCATED);
  }

  @Test
  void tellsAClockThatWasSetBack() throws IOException {
    ledger().append(entry("before"));
    new CustodyLedger(folder, InstantSource.fixed(NOW.minusSeconds(7200))).append(entry("after"));
    List<ObjectNode> records = new ArrayList<>();
    assertThat(check(records).faults()).isEmpty();
    assertThat(records.get(1).path("response").path("recovered").asString()).isEqualTo("clock");

    put(lines().stream().filter(line -> !line.contains("set back")).toList());
    assertThat(check().faults()).isNotEmpty();
  }

  @Test
  void tellsAClockThatWasSetBackWhileTheWriterWasInterrupted() throws IOException {
    ledger().append(List.of(entry("before"), entry("cut off")));
    Path file = folder.resolve(CustodyLedger.FILE);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 40));
    Files.delete(folder.resolve(CustodyLedger.HEAD));
    new CustodyLedger(folder, InstantSource.fixed(NOW.minusSeconds(7200))).append(entry("after"));
    List<ObjectNode> records = new ArrayList<>();
    assertThat(check(records).faults()).isEmpty();
    assertThat(records.get(1).path("response").path("recovered").asString())
        .isEqualTo("interrupted");
    assertThat(records.get(1).path("response").path("clockWas").asString())
        .isEqualTo(NOW.toString());
  }

  @Test
  void makesOneChainOfTwoProgramsAndManyThreads() throws Exception {
    List<Process> others = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      others.add(
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .start());
    }
    Writer.main(folder.toString());
    for (Process other : others) {
      String said = new String(other.getInputStream().readAllBytes(), UTF_8);
      assertThat(other.waitFor()).as(said).isZero();
    }
    LedgerCheck.Result result = check();
    assertThat(result.faults()).isEmpty();
    assertThat(result.records()).isEqualTo(3L * Writer.COUNT);
  }

  /** Another program that writes into the same ledger. */
  static final class Writer {
    static final int COUNT = 40;

    public static void main(String... arguments) throws IOException {
      for (int i = 0; i < COUNT; i++) {
        new CustodyLedger(Path.of(arguments[0]), InstantSource.fixed(NOW))
            .append(entry("no. " + i));
      }
    }
  }

  @Test
  void isNotWrittenThroughALink() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "");
    Files.createSymbolicLink(folder.resolve(CustodyLedger.FILE), elsewhere);
    assertThatThrownBy(() -> ledger().append(entry("x"))).isInstanceOf(IOException.class);
    assertThat(elsewhere).isEmptyFile();
  }

  @Test
  void refusesToGoOnWithWhatIsNoLedger() throws IOException {
    Files.writeString(folder.resolve(CustodyLedger.FILE), "not a ledger\nat all\n");
    assertThatThrownBy(() -> ledger().append(entry("x")))
        .hasMessageContaining("does not end in records");
  }

  @Test
  void writesTheCanonicalForm() {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("\u20ac", "Euro Sign").put("\r", "Carriage Return").put("1", "One");
    value.put("\ud83d\ude00", "Smiley").put("\u0080", "Control").put("\u00f6", "Latin");
    value.put("\ufb33", "Hebrew").put("n", 1L << 53).putNull("z").put("t", true);
    value.putArray("a").add("\u000f\"\\/\b").addObject();
    // the order of RFC 8785, section 3.2.3
    assertThat(new String(CanonicalJson.of(value), UTF_8))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"a\":[\"\\u000f\\\"\\\\/\\b\",{}],"
                + "\"n\":9007199254740992,\"t\":true,\"z\":null,\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin\",\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Smiley\","
                + "\"\ufb33\":\"Hebrew\"}");
    for (Object refused : new Object[] {1.5, (1L << 53) + 1}) {
      ObjectNode number = JsonNodeFactory.instance.objectNode();
      number.set("n", JsonMapper.shared().valueToTree(refused));
      assertThatThrownBy(() -> CanonicalJson.of(number))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property(tries = 300)
  void canonicalFormIsReadBackAsItWas(@ForAll @StringLength(max = 30) String text) {
    // lone halves of characters have no UTF-8
    String sound = new String(text.getBytes(UTF_8), UTF_8);
    ObjectNode value = JsonNodeFactory.instance.objectNode().put(sound, sound);
    assertThat(JsonMapper.shared().readTree(CanonicalJson.of(value))).isEqualTo(value);
  }
}
