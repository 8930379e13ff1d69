package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.report.SharedView.SharedLanes;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.LaneOrder;

/** A view as a document comes back as it was, whatever the evidence calls its lanes. */
class SharedViewTest {
  private static final List<String> NAMES =
      List.of(
          "web",
          "",
          "a b",
          "\u001b[31mred\u0007",
          "invoice\u202egpj\u2028",
          "\"],\"filter\":\"\\",
          "</script>\0\u009b",
          "\ud83d\ude00");

  private static List<List<String>> lanes(Random random) {
    List<List<String>> lanes = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      lanes.add(random.ints(1 + random.nextInt(4), 0, NAMES.size()).mapToObj(NAMES::get).toList());
    }
    return lanes;
  }

  private static SharedView view(Random random) {
    boolean all = random.nextInt(4) == 0;
    long from = random.nextLong(-9_000_000_000_000_000_000L, 9_000_000_000_000_000_000L);
    long length = 1 + (random.nextLong() >>> (12 + random.nextInt(52)));
    return new SharedView(
        random.nextBoolean() ? List.of() : List.of("0123456789abcdef", "00"),
        all ? null : from,
        all ? null : from + length,
        List.of("", "verdict=out", "program=\"\u202e\u00fc\"", "pod").get(random.nextInt(4)),
        random.nextBoolean(),
        BaselineDisplay.values()[random.nextInt(3)],
        new SharedLanes(
            LaneOrder.values()[random.nextInt(4)],
            lanes(random),
            lanes(random),
            lanes(random),
            lanes(random),
            random.nextBoolean(),
            random.nextBoolean()),
        random.nextBoolean() ? null : "ab".repeat(32) + ":" + random.nextInt(1000) + ":0",
        random.nextBoolean() ? null : "peers");
  }

  private static Schema published() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(SharedView.schema());
  }

  @Property(tries = 300)
  void aViewComesBackAsItWas(@ForAll long seed) throws Exception {
    SharedView view = view(new Random(seed));
    String json = view.json();
    assertThat(SharedView.read(json)).isEqualTo(view);
    assertThat(json.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
    assertThat(published().validate(json, InputFormat.JSON)).isEmpty();
  }

  @Property(tries = 500)
  void whatIsBrokenIsRefusedAndNothingElseHappens(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(view(random).json());
    for (int i = 1 + random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "{}[]\",:\\-1\u0000".charAt(random.nextInt(11)));
        default -> text.setLength(1 + at);
      }
    }
    try {
      SharedView.read(text.toString()).json(); // what is still one can be written again
    } catch (SharedView.Unreadable refused) {
      assertThat(refused.getMessage()).contains(": ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "{;line 1, column 2",
        "{\"version\":1,;line 1, column 14",
        "{\"version\":1} {;line 1",
        "{\"version\":1,\"version\":1};line 1",
        "[];JSON: expected an object",
        "{};version: expected 1",
        "{\"version\":2};version: expected 1",
        "{\"version\":1,\"script\":\"x\"};script: not known",
        "{\"version\":1,\"from\":\"2026-11-23T04:00:00Z\"};until: missing",
        "{\"version\":1,\"from\":\"04:00\",\"until\":\"05:00\"};from: expected an RFC 3339 time",
        "{\"version\":1,\"from\":\"2026-11-23T04:00:00\",\"until\":\"2026-11-23T05:00:00Z\"};from:",
        "{\"version\":1,\"from\":\"9999-01-01T00:00:00Z\",\"until\":\"9999-01-01T00:00:01Z\"};from:",
        "{\"version\":1,\"from\":\"2026-11-23T04:00:00Z\",\"until\":\"2026-11-23T04:00:00Z\"};until: not after",
        "{\"version\":1,\"filter\":\"verdict = \"};filter, character 11: expected",
        "{\"version\":1,\"filter\":7};filter: expected a text",
        "{\"version\":1,\"filterMode\":\"show\"};filterMode: expected hide or dim",
        "{\"version\":1,\"baseline\":\"FULL\"};baseline: expected full or dim or hide",
        "{\"version\":1,\"lanes\":[]};lanes: expected an object",
        "{\"version\":1,\"lanes\":{\"pinned\":[[]]}};lanes.pinned[0]: expected",
        "{\"version\":1,\"lanes\":{\"opened\":[[\"a\"],[\"b\",1]]}};lanes.opened[1][1]: expected a text",
        "{\"version\":1,\"lanes\":{\"quietHidden\":\"yes\"}};lanes.quietHidden: expected true or false",
        "{\"version\":1,\"evidence\":[\"0a\",\"../..\"]};evidence[1]: expected",
        "{\"version\":1,\"event\":\"0:0\"};event: expected",
        "{\"version\":1,\"tab\":\"#a, b\"};tab: expected",
      })
  void whatIsNoViewIsRefusedWithItsPlace(String json, String place) throws Exception {
    assertThatThrownBy(() -> SharedView.read(json))
        .isInstanceOf(SharedView.Unreadable.class)
        .message()
        .startsWith(place);
    if (!place.startsWith("line")
        && !place.contains("not after")
        && !place.startsWith("filter,")
        && !json.contains("9999")) {
      assertThat(published().validate(json, InputFormat.JSON)).isNotEmpty();
    }
  }

  @Test
  void whatIsHugeOrDeepIsRefusedSoon() {
    String deep = "{\"version\":1,\"lanes\":" + "[".repeat(50_000);
    assertThatThrownBy(() -> SharedView.read(deep)).message().contains("nesting depth");
    String filter = "{\"version\":1,\"filter\":\"" + "(".repeat(50_000) + "\"}";
    assertThatThrownBy(() -> SharedView.read(filter)).message().startsWith("filter, character ");
    String huge = "{\"version\":1,\"tab\":\"" + "x".repeat(SharedView.LONGEST) + "\"}";
    assertThatThrownBy(() -> SharedView.read(huge)).message().contains("too long");
  }

  @Test
  void whatIsLeftOutIsAsAtFirst() throws Exception {
    SharedView view = SharedView.read("{\"version\":1,\"filter\":\"pod\"}");
    assertThat(view)
        .isEqualTo(
            new SharedView(
                List.of(),
                null,
                null,
                "pod",
                false,
                BaselineDisplay.FULL,
                SharedLanes.NONE,
                null,
                null));
  }
}
