package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.RecordRef;
import salvor.ingest.audit.AuditFormat;
import tools.jackson.databind.JsonNode;

class FieldsTest {
  private static JsonNode json(String text) {
    return ReaderGoldenTest.JSON.readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'a':null}",
        "{'a':''}",
        "{'a':'<NA>'}",
        "{'a':'null'}",
        "{'a':{}}",
        "{'a':[]}",
        "[]",
        "1"
      })
  void takesEverySpellingOfNothingAsNull(String record) {
    assertThat(Fields.text(json(record), "a")).isNull();
  }

  @Test
  void keepsAWordThatLooksLikeNothingWhereItWasTyped() {
    assertThat(Fields.exact(json("{'a':'null'}"), "a")).isEqualTo("null");
    assertThat(Fields.texts(json("{'a':['echo','null','',7,{}]}"), "a"))
        .isEqualTo(List.of("echo", "null", "", "7"));
  }

  @Test
  void readsNumbersAboveDoublePrecisionExactly() {
    assertThat(Fields.number(json("{'t':1685022245478445995}"), "t"))
        .isEqualTo(1685022245478445995L);
    assertThat(Fields.number(json("{'t':'1685022245478445995'}"), "t"))
        .isEqualTo(1685022245478445995L);
    assertThat(Fields.number(json("{'t':99999999999999999999}"), "t")).isNull();
    assertThat(Fields.number(json("{'t':'-'}"), "t")).isNull();
  }

  @Test
  void takesBothSpellingsOfAnUnsetUser() {
    assertThat(Fields.uid(json("{'u':4294967295}"), "u")).isNull();
    assertThat(Fields.uid(json("{'u':-1}"), "u")).isNull();
    assertThat(Fields.uid(json("{'u':0}"), "u")).isZero();
  }

  @Test
  void doesNotTakeTheClockSinceBootForATime() {
    assertThat(Fields.time(json("{'t':6114008072805}"), "t")).isNull();
    assertThat(Fields.time(json("{'t':'0001-01-01T00:00:00Z'}"), "t")).isNull();
    assertThat(Fields.time(json("{'t':1722451111977700392}"), "t"))
        .satisfies(t -> assertThat(t.nanos()).isEqualTo(1722451111977700392L));
  }

  @ParameterizedTest
  @CsvSource({"DAC_OVERRIDE,CAP_DAC_OVERRIDE", "cap_sys_admin,CAP_SYS_ADMIN", "CAP_KILL,CAP_KILL"})
  void writesCapabilitiesOneWay(String given, String name) {
    assertThat(Fields.capability(given)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "0,FILE_OPENED",
    "524288,FILE_OPENED",
    "577,FILE_WRITTEN",
    "65,FILE_WRITTEN",
    "O_RDONLY|O_CLOEXEC,FILE_OPENED",
    "O_RDWR,FILE_WRITTEN",
    ",FILE_OPENED",
    "99999999999,FILE_OPENED"
  })
  void tellsWritingFromReadingByTheFlags(String flags, Kind kind) {
    assertThat(OpenFlags.opened("/x", flags).kind()).isEqualTo(kind);
  }

  @Test
  void boundsWhatIsShownOfALargeOrDeepValue() {
    assertThat(BriefText.of(json("'" + "x".repeat(5_000) + "'"))).hasSizeLessThan(1_010);
    assertThat(BriefText.of(json("[".repeat(400) + "]".repeat(400))))
        .hasSizeLessThan(100)
        .contains("…");
    assertThat(BriefText.of(json("{'a':[1,'b',null,true],'c':{}}")))
        .isEqualTo("{a:[1,b,null,true],c:{}}");
  }

  @Test
  void holdsABoundedNumberOfRequestsAndLosesNone() {
    Collected collected = new Collected();
    RecordReader reader = new AuditFormat().reader();
    int requests = 25_000;
    for (int i = 0; i < requests; i++) {
      JsonNode event = json("{'auditID':'" + i + "','stage':'ResponseStarted','verb':'watch'}");
      reader.read(event, new RecordRef(0, i, 0, 0), collected);
    }
    assertThat(collected.observations).hasSize(5_000);

    reader.end(collected);

    assertThat(collected.observations).hasSize(requests);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'EventList','apiVersion':'audit.k8s.io/v1','items':[EVENT,EVENT,{'auditID':'b'}]}",
        "{'records':[{'category':'kube-audit','properties':{'log':LOG}},{'category':'kube-audit','properties':{'log':LOG}},"
            + "{'category':'kube-audit','properties':{'log':'{'}}]}"
      })
  void countsAListOfRequestsAsItsRecords(String list) {
    String event = "{'auditID':'a','stage':'ResponseComplete','verb':'get'}";
    JsonNode record =
        json(list.replace("EVENT", event).replace("LOG", "'" + event.replace("'", "\\'") + "'"));
    assertThat(new AuditFormat().recognises(record)).isTrue();

    Collected read = Collected.of(new AuditFormat(), List.of(record));

    assertThat(read.observations).hasSize(2);
    assertThat(read.unreadable).hasSize(1);
  }

  @Test
  void makesFewReasonsOfManyNames() {
    FewNames names = new FewNames();
    for (int i = 0; i < 1_000; i++) {
      names.of("kind" + i);
    }

    assertThat(names.of("kind0")).isEqualTo("kind0");
    assertThat(names.of("kind900")).isEqualTo("other");
    assertThat(new FewNames().of("\u001b[31mred")).isEqualTo("other");
  }

  @Test
  void decodesTheCommandOfAnExec() {
    assertThat(
            exec("/x/exec?command=sh&container=c&command=-c&command=echo+%22a%26b%22&stdin=true")
                .command())
        .isEqualTo(List.of("sh", "-c", "echo \"a&b\""));
    assertThat(exec("/x/exec?command=%zz").command()).isEqualTo(List.of("%zz"));
    assertThat(exec("/x/exec").command()).isEmpty();
  }

  private static Activity.ApiRequest exec(String uri) {
    return new Activity.ApiRequest(
        "get", "pods", "exec", "n", "p", "u", null, null, null, null, 101, uri);
  }
}
