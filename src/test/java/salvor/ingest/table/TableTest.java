package salvor.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.Quality;
import salvor.evidence.TimeKind;
import salvor.ingest.Collected;
import salvor.ingest.ContentHead;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables whose columns somebody named. */
class TableTest {
  private static final String NAMES = "When,What,Prog,To,File";

  @TempDir private Path folder;

  private static Mapping mapping(Kind kind, TimeColumns... times) {
    Map<Meaning, String> fields = new EnumMap<>(Meaning.class);
    fields.put(Meaning.MESSAGE, "What");
    fields.put(Meaning.EXECUTABLE, "Prog");
    fields.put(Meaning.ADDRESS, "To");
    fields.put(Meaning.PATH, "File");
    return new Mapping(
        "t", List.of("When"), List.of(times), TimeKind.UNKNOWN, null, kind, null, Map.of(), fields);
  }

  private static TimeColumns when(String form, String zone) {
    return new TimeColumns(List.of("When"), form, zone.isEmpty() ? null : ZoneId.of(zone), null);
  }

  private static Collected read(Mapping mapping, String... lines) {
    return Collected.of(TableFormat.by(mapping), List.of(lines));
  }

  @ParameterizedTest
  @CsvSource({
    "text,'',2026-11-23T04:43:46.5Z,1795409026500000000",
    "text,Europe/Berlin,2026-11-23 05:43:46,1795409026000000000",
    "text,Europe/Berlin,2026-11-23T04:43:46Z,1795409026000000000",
    "s,'',1795409026,1795409026000000000",
    "s,'',1795409026.000000001,1795409026000000001",
    "ms,'',1795409026001,1795409026001000000",
    "us,'',1795409026000001,1795409026000001000",
    "ns,'',1795409026000000001,1795409026000000001",
    "dd/MM/uuuu HH:mm:ss,UTC,23/11/2026 04:43:46,1795409026000000000",
    "dd/MMM/uuuu:HH:mm:ss Z,'',23/Nov/2026:05:43:46 +0100,1795409026000000000",
  })
  void readsATimeAsItIsWritten(String form, String zone, String text, long nanos) {
    Collected read = read(mapping(Kind.LOGGED, when(form, zone)), NAMES, text + ",a,,,");

    assertThat(read.observations).hasSize(1);
    assertThat(read.observations.getFirst().time()).isEqualTo(new ObservedTime(nanos, text));
  }

  @Test
  void asksForTheZoneOfATimeThatNamesNone() {
    TimeColumns form = when("dd/MM/uuuu HH:mm:ss", "");
    Collected read = read(mapping(Kind.LOGGED, form), NAMES, "23/11/2026 04:43:46,a,,,");

    ObservedTime time = read.observations.getFirst().time();
    assertThat(time.isWithoutZone()).isTrue();
    assertThat(time.original())
        .as("as a zone can be named for it")
        .startsWith("2026-11-23 04:43:46");
  }

  @ParameterizedTest
  @CsvSource({"2026-10-25 02:30:00", "2026-03-29 02:30:00"})
  void guessesNoMomentThatCameTwiceOrNever(String text) {
    Collected read =
        read(mapping(Kind.LOGGED, when("text", "Europe/Berlin")), NAMES, text + ",a,,,");

    assertThat(read.observations.getFirst().time().isWithoutZone()).isTrue();
  }

  @Test
  void aShortZoneNameThatCanMeanSeveralIsNone() {
    TimeColumns zoned = new TimeColumns(List.of("When"), "text", ZoneId.of("UTC"), "What");
    Collected read =
        read(
            mapping(Kind.LOGGED, zoned),
            NAMES,
            "2026-11-23 04:43:46,CEST,,,",
            "2026-11-23 04:43:46,+02:00,,,",
            "2026-11-23 04:43:46,,,,");

    assertThat(read.observations)
        .extracting(o -> o.time().isWithoutZone())
        .containsExactly(true, false, false);
    assertThat(read.observations.get(1).time().nanos())
        .isEqualTo(read.observations.get(2).time().nanos() - 7_200_000_000_000L);
  }

  @Test
  void aTimeThatIsWrittenOtherwiseIsUnreadableAndNoneIsUntimed() {
    Collected read =
        read(mapping(Kind.LOGGED, when("us", "")), NAMES, "soon,a,,,", ",b,,,", "0,c,,,");

    assertThat(read.unreadable).hasSize(1);
    assertThat(read.observations).extracting(Observation::time).containsOnlyNulls().hasSize(2);
  }

  @Test
  void becomesWhatTheMappingSaysAndALineWhereThatIsMissing() {
    Collected opened =
        read(
            mapping(Kind.CONNECTION_OPENED, when("s", "")),
            NAMES,
            "1795409026,a,curl,203.0.113.66:443,",
            "1795409026,a,/usr/bin/curl,[2001:db8::1]:53,",
            "1795409026,a,curl,2001:db8::1,",
            "1795409026,a,curl,evil.example,",
            "1795409026,left out,curl,,");

    assertThat(opened.observations)
        .extracting(o ->
            o.activity() instanceof Activity.ConnectionOpened c ? c.remote().toString() : "line")
        .containsExactly(
            "203.0.113.66:443", "[2001:db8::1]:53", "[2001:db8::1]", "evil.example", "line");
    assertThat(opened.observations.getFirst().process().name()).isEqualTo("curl");
    assertThat(opened.observations.get(1).process().executable()).isEqualTo("/usr/bin/curl");
    assertThat(opened.observations.getLast().activity())
        .isEqualTo(new Activity.Logged("When: 1795409026; What: left out; Prog: curl", null));
  }

  @Test
  void aFilesTimesAreNoTimesOfEvents() {
    Mapping plaso = Mappings.plaso();
    JsonMapper json = new JsonMapper();
    List<JsonNode> records = new ArrayList<>();
    for (String type : List.of("fs:stat", "syslog:line")) {
      for (String desc : List.of("Creation Time", "Content Modification Time", "Event Logged")) {
        records.add(
            json.readTree(
                "{\"timestamp\":1795409026000000,\"timestamp_desc\":\"%s\",\"data_type\":\"%s\"}"
                    .formatted(desc, type)));
      }
    }
    Collected read = Collected.of(new TableJson(plaso), records);

    assertThat(read.observations)
        .extracting(o -> TimeKind.of("table", o.activity().kind(), o.quality()))
        .containsExactly(
            TimeKind.FILE,
            TimeKind.FILE,
            TimeKind.UNKNOWN,
            TimeKind.UNKNOWN,
            TimeKind.UNKNOWN,
            TimeKind.UNKNOWN);
  }

  @Test
  void keepsARowOfSeveralLinesAsOneRecord() {
    String text = "When,What\n1795409026,\"a \"\"b\"\",\n\nc\"\n1795409027,d\n";
    Collected read = new Collected();
    var reader = TableFormat.by(mapping(Kind.LOGGED, when("s", ""))).reader();
    long line = 0;
    int at = 0;
    for (String each : text.split("\n", -1)) {
      if (!each.isEmpty()) {
        reader.read(each, new salvor.evidence.RecordRef(0, ++line, at, each.length()), read);
      }
      at += each.length() + 1;
    }
    reader.end(read);

    Observation first = read.observations.getFirst();
    assertThat(first.activity()).isEqualTo(new Activity.Logged("a \"b\",\nc", null));
    assertThat(text.substring((int) first.source().offset()).substring(0, first.source().length()))
        .isEqualTo("1795409026,\"a \"\"b\"\",\n\nc\"");
    assertThat(read.observations).hasSize(2);
  }

  @Test
  void aStrayQuoteHidesNothing() {
    List<String> lines = new ArrayList<>(List.of("When,What", "1795409026,\"a"));
    for (int i = 0; i < 20_000; i++) {
      lines.add("1795409026,b");
    }
    Collected read = Collected.of(TableFormat.by(mapping(Kind.LOGGED, when("s", ""))), lines);

    assertThat(read.outcomes()).isEqualTo(lines.size());
    assertThat(read.observations).hasSize(20_001);
    assertThat(read.notes).anyMatch(n -> n.startsWith("a quote on line 2 has no end"));
  }

  @Test
  void longHostileCellsAndLinesEndToo() {
    String spaces = " ".repeat(1 << 20);
    Collected plaso =
        Collected.of(
            new PlasoJson(),
            List.of(
                "{\"event_0\": {}" + spaces + "x",
                spaces + "x",
                ", \"event_1\": {" + "}".repeat(1 << 20)));
    assertThat(plaso.unreadable).hasSize(3);

    String colons = "a" + ":".repeat(1 << 20) + "x";
    Collected peers =
        read(
            mapping(Kind.CONNECTION_OPENED, when("s", "")),
            NAMES,
            "1795409026,a,curl," + colons + ",");
    assertThat(peers.observations).hasSize(1);
  }

  @Test
  void aMappingIsTheSameWhenItIsReadAgain() throws Exception {
    for (Mapping each :
        List.of(
            mapping(Kind.ALERT, when("us", ""), when("dd/MM/uuuu HH:mm:ss", "Europe/Berlin")),
            Mappings.plaso())) {
      assertThat(MappingJson.read(MappingJson.write(each))).isEqualTo(each);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|no mapping of version 1",
        "{\"salvor\":\"mapping\",\"version\":2}|no mapping of version 1",
        "{\"salvor\":\"mapping\",\"version\":1}|names no columns",
        "{\"salvor\":\"mapping\",\"version\":1,\"columns\":[\"a\"],\"zone\":1}|not known: zone",
        "{\"salvor\":\"mapping\",\"version\":1,\"columns\":[\"a\"],\"activity\":\"api_request\"}|cannot become",
        "{\"salvor\":\"mapping\",\"version\":1,\"columns\":[\"a\"],\"time\":[{\"columns\":[\"a\"],\"zone\":\"CEST9\"}]}|zone",
        "{\"salvor\":\"mapping\",\"version\":1,\"columns\":[\"a\"],\"time\":[{\"columns\":[\"a\"],\"form\":\"bbb\"}]}|pattern",
        "[1|no JSON",
      })
  void saysWhyAMappingCannotBeUsed(String text, String why) {
    assertThatThrownBy(() -> MappingJson.read(text))
        .isInstanceOf(UnusableMapping.class)
        .hasMessageContaining(why);
  }

  @Test
  void theSchemaNamesWhatAMappingMaySay() throws Exception {
    JsonNode schema;
    try (var in = Mappings.class.getResourceAsStream("/salvor/ingest/table/mapping.schema.json")) {
      schema = new JsonMapper().readTree(in);
    }

    assertThat(schema.at("/properties/fields/properties").propertyNames())
        .containsExactlyElementsOf(Arrays.stream(Meaning.values()).map(Meaning::key).toList());
    List<String> kinds = new ArrayList<>();
    schema.at("/$defs/activity/enum").forEach(k -> kinds.add(k.stringValue()));
    assertThat(kinds)
        .containsExactlyElementsOf(
            Mapping.KINDS.stream().map(k -> k.name().toLowerCase(java.util.Locale.ROOT)).toList());
  }

  private TableHead head(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("t"), text);
    return TableHead.of(ContentHead.of(file, "t", null, 1 << 20));
  }

  @Test
  void proposesByNamesAndByWhatStandsThere() throws Exception {
    Mapping csv =
        Proposal.of(
            "t",
            head(
                "Date;Time;Host Name;Process ID;Command Line\n"
                    + "23/11/2026;04:43:46;node1;7;ls -l\n24/11/2026;04:43:46;node1;8;id\n"));
    assertThat(csv.times())
        .containsExactly(
            new TimeColumns(List.of("Date", "Time"), "dd/MM/uuuu HH:mm:ss[.SSSSSS]", null, null));
    assertThat(csv.fields())
        .containsEntry(Meaning.NODE, "Host Name")
        .containsEntry(Meaning.PID, "Process ID")
        .containsEntry(Meaning.COMMAND_LINE, "Command Line");

    Mapping json =
        Proposal.of(
            "t",
            head(
                "{\"ev\":{\"ts\":1795409026001,\"pod_name\":\"web\"},\"msg\":\"a\"}\n{\"ev\":{\"ts\":1795409026002},\"msg\":\"b\"}\n"));
    assertThat(json.times()).containsExactly(new TimeColumns(List.of("ev.ts"), "ms", null, null));
    assertThat(json.fields()).containsEntry(Meaning.POD, "ev.pod_name");
    assertThat(json.columns()).containsExactly("ev.ts", "msg");
  }

  @Test
  void proposesNoTimeThatCanBeReadInTwoWays() throws Exception {
    assertThat(Proposal.of("t", head("when,what\n03/04/2026 04:43:46,a\n")).times()).isEmpty();
  }

  private static final String WITHOUT_NAMES =
      "2026-11-23T04:43:46Z;web-1;id\n2026-11-23T04:43:47Z;web-2;\"a;b\"\n";

  @Test
  void aTableThatNamesNoColumnsIsReadByTheirNumbers() throws Exception {
    TableHead head = head(WITHOUT_NAMES);
    assertThat(head.columns()).containsExactly("#1", "#2", "#3");
    assertThat(head.example("#2")).isEqualTo("web-1");
    Mapping proposed = Proposal.of("t", head);
    assertThat(proposed.times())
        .containsExactly(new TimeColumns(List.of("#1"), "text", null, null));
    Mapping mapping =
        new Mapping(
            "t",
            proposed.columns(),
            proposed.times(),
            TimeKind.UNKNOWN,
            null,
            Kind.PROCESS_STARTED,
            null,
            Map.of(),
            Map.of(Meaning.POD, "#2", Meaning.COMMAND_LINE, "#3"));
    assertThat(MappingJson.read(MappingJson.write(mapping))).isEqualTo(mapping);
    Given given = read(mapping, WITHOUT_NAMES);
    Observations all = given.evidence().observations();
    assertThat(given.evidence().sources().getFirst().lines()).isEqualTo(2);
    assertThat(all.timed()).isEqualTo(2);
    assertThat(all.get(1).location().pod() + " " + all.get(1).process().commandLine())
        .isEqualTo("web-2 a;b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a;b;c\n1;2;3\n", "soon;web-1;id\n", "{\"#1\":\"2026-11-23T04:43:46Z\"}\n"})
  void numbersFitNoOtherTables(String text) throws Exception {
    Mapping mapping = Proposal.of("t", head(WITHOUT_NAMES));
    assertThat(read(mapping, text).evidence().observations().size()).isZero();
  }

  private Given read(Mapping mapping, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("t"), text);
    return new Import(List.of(), List.of(), List.of(TableFormat.by(mapping)), Limits.ORDINARY)
        .read(List.of(file), Progress.NONE);
  }

  @Test
  void anOffsetMovesItsTimesAndKeepsWhatWasWritten() throws Exception {
    Evidence read =
        read(mapping(Kind.LOGGED, when("s", "")), "When,What\n1795409026,a\n,none\n").evidence();
    Evidence shifted = read.shifted(new ClockOffsets(new TreeMap<>(Map.of(0, 1_500_000_000L))));
    ObservedTime time = shifted.observations().get(0).time();
    assertThat(time).isEqualTo(new ObservedTime(1_795_409_027_500_000_000L, "1795409026"));
    assertThat(shifted.observations().get(1).time()).isNull();
  }

  @Test
  void showsWhatTheFirstRowsWouldBecome() throws Exception {
    String text = "When,What\n1795409027,b\nsoon,x\n1795409026,a\n,none\n";
    Path file = Files.writeString(folder.resolve("t"), text);
    ContentHead content = ContentHead.of(file, "t", null, 1 << 20);
    MappingPreview preview =
        MappingPreview.of(content, mapping(Kind.LOGGED, when("s", "")), Progress.NONE);

    assertThat(preview.first())
        .extracting(MappingPreview.Become::line)
        .containsExactly(2L, 3L, 4L, 5L);
    assertThat(preview.first().get(1).reason()).contains("soon");
    assertThat(preview.observations()).isEqualTo(3);
    assertThat(preview.withoutTime()).isEqualTo(1);
    assertThat(preview.withoutZone()).isZero();
    assertThat(preview.unreadable()).isEqualTo(1);
    assertThat(preview.whole()).isTrue();
    assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(content.bytes());
  }

  @Test
  void aFileTimeIsMarkedAsOneWhereTheMappingSaysSo() {
    Mapping mapping =
        new Mapping(
            "t",
            List.of("When"),
            List.of(when("s", "")),
            TimeKind.FILE,
            null,
            Kind.LOGGED,
            null,
            Map.of(),
            Map.of());
    Collected read = read(mapping, "When,What", "1795409026,a", ",b");

    assertThat(read.observations.getFirst().quality()).contains(Quality.FILE_TIME);
    assertThat(read.observations.getLast().quality()).doesNotContain(Quality.FILE_TIME);
  }
}
