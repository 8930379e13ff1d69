package salvor.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Records are taken out of a content, and the rest stays as it was. */
class CutterTest {
  private static final String CRI = "2026-11-20T10:00:00.000000001Z stdout ";

  /** Takes out each of these texts, which stand in the content in this order. */
  private static Cut cut(String content, String... gone) throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    List<long[]> spans = new ArrayList<>();
    int from = 0;
    for (String each : gone) {
      int at = content.indexOf(each, from);
      assertThat(at).as(each).isNotNegative();
      int offset = content.substring(0, at).getBytes(UTF_8).length;
      spans.add(new long[] {offset, each.getBytes(UTF_8).length});
      from = at + each.length();
    }
    return cut(bytes, spans);
  }

  private record Cut(String rest, Cutter cutter) {}

  private static Cut cut(byte[] bytes, List<long[]> spans) throws IOException {
    Cutter cutter =
        new Cutter(
            new Cutter.Drops() {
              @Override
              public int size() {
                return spans.size();
              }

              @Override
              public long offset(int i) {
                return spans.get(i)[0];
              }

              @Override
              public int length(int i) {
                return (int) spans.get(i)[1];
              }

              @Override
              public boolean isAsked(int i) {
                return true;
              }

              @Override
              public void stays(int i) {}
            },
            record -> new String(record, UTF_8).contains("\"stays\""));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    cutter.cut(new ByteArrayInputStream(bytes), out);
    return new Cut(out.toString(UTF_8), cutter);
  }

  @Test
  void aLineGoesWithItsRecordAndAllOthersStayAsTheyWere() throws IOException {
    Cut cut = cut("\n{\"a\":1}\r\n  {\"b\": \"ü\"} \nno json\n{\"c\":3}", "{\"b\": \"ü\"}");
    assertThat(cut.rest()).isEqualTo("\n{\"a\":1}\r\nno json\n{\"c\":3}");
    assertThat(cut.cutter().dropped()).isEqualTo(1);
    assertThat(cut("{\"a\":1}\n{\"c\":3}", "{\"c\":3}").rest()).isEqualTo("{\"a\":1}\n");
  }

  @Test
  void aRecordThatARuntimeSplitGoesWithAllItsLines() throws IOException {
    String first = CRI + "P {\"a\":";
    String whole = "{\"a\":\n" + CRI + "F 1}";
    String content = CRI + "F {\"b\":2}\n" + first + "\n" + CRI + "F 1}\n" + CRI + "F {\"c\":3}\n";
    assertThat(cut(content, whole).rest()).isEqualTo(CRI + "F {\"b\":2}\n" + CRI + "F {\"c\":3}\n");
  }

  @Test
  void anArrayOnALineStaysAnArray() throws IOException {
    String line = "[{\"a\":1}, {\"b\":2}, {\"c\":3}]\n{\"d\":4}\n";
    assertThat(cut(line, "{\"a\":1}").rest()).isEqualTo("[ {\"b\":2}, {\"c\":3}]\n{\"d\":4}\n");
    assertThat(cut(line, "{\"b\":2}").rest()).isEqualTo("[{\"a\":1},  {\"c\":3}]\n{\"d\":4}\n");
    assertThat(cut(line, "{\"b\":2}", "{\"c\":3}").rest()).isEqualTo("[{\"a\":1}]\n{\"d\":4}\n");
    assertThat(cut(line, "{\"a\":1}", "{\"b\":2}", "{\"c\":3}").rest())
        .isEqualTo("[  ]\n{\"d\":4}\n");
    String second = "{\"d\":4}\n" + line;
    assertThat(cut(second, "{\"b\":2}", "{\"c\":3}").rest())
        .isEqualTo("{\"d\":4}\n[{\"a\":1} ]\n{\"d\":4}\n");
    assertThat(cut(second, "{\"a\":1}", "{\"b\":2}", "{\"c\":3}").rest())
        .isEqualTo("{\"d\":4}\n{\"d\":4}\n");
  }

  @Test
  void aRecordStaysForWhatItHolds() throws IOException {
    assertThat(cut("{\"stays\":1}\n{\"a\":1}\n", "{\"stays\":1}", "{\"a\":1}").rest())
        .isEqualTo("{\"stays\":1}\n");
    String list = "{\n \"items\": [\n {\"stays\":1},\n {\"a\":1}\n ]\n}\n";
    assertThat(cut(list, "{\"stays\":1}", "{\"a\":1}").rest())
        .isEqualTo("{\n \"items\": [\n {\"stays\":1}]\n}\n".replace("}]", "}\n ]"));
  }

  /** Arrays of documents over several lines, of which any may go. */
  @Test
  void whatIsLeftOfDocumentsIsJsonAndItsBytesAreFoundAgain() throws IOException {
    Random random = new Random(7);
    for (int run = 0; run < 400; run++) {
      int count = random.nextInt(8);
      StringBuilder content = new StringBuilder("{\n\"kind\": \"List\",\n\"items\": [\n");
      List<long[]> spans = new ArrayList<>();
      List<Integer> left = new ArrayList<>();
      List<Long> places = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        content.append(i == 0 ? "" : ",").append("\n ".repeat(random.nextInt(3)));
        String one = "{\n\"n\": " + i + ", \"t\": \"" + "x,]".repeat(random.nextInt(3000)) + "\"}";
        if (random.nextInt(3) > 0) {
          spans.add(new long[] {content.length(), one.length()});
        } else {
          left.add(i);
          places.add((long) content.length());
        }
        content.append(one).append(" ".repeat(random.nextInt(3)));
      }
      content.append("\n]}\n");
      Cut cut = cut(content.toString().getBytes(UTF_8), spans);
      List<Integer> found = new ArrayList<>();
      JsonMapper.shared()
          .readTree(cut.rest())
          .path("items")
          .forEach(item -> found.add(item.path("n").asInt()));
      assertThat(found).as(content.toString()).isEqualTo(left);
      int at = 0;
      for (long place : places) {
        at = cut.rest().indexOf("{\n\"n\"", at + 1);
        assertThat(cut.cutter().runs().before(at)).isEqualTo(place);
      }
      assertThat(cut.cutter().written()).isEqualTo(cut.rest().length());
    }
  }

  @Test
  void aLineLongerThanAnyRecordIsCopiedInPieces() throws IOException {
    String content = "{\"a\":1}\n" + "x".repeat(40 << 20) + "\n{\"b\":2}\n";
    assertThat(cut(content, "{\"b\":2}").rest().length()).isEqualTo(content.length() - 8);
  }

  @Test
  void noRecordIsTakenOutOfWhatIsNoTextThoughMostOfItLooksLikeSome() {
    assertThat(Contents.canBeCut("a line\n".repeat(100).getBytes(UTF_8))).isTrue();
    assertThat(Contents.canBeCut(("a line\n".repeat(100) + '\0').getBytes(UTF_8))).isFalse();
  }
}
