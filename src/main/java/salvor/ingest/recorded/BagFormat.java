package salvor.ingest.recorded;

import java.util.Map;
import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/**
 * What lies in a bag (RFC 8493) beside its evidence and says what is in it: told by its name and
 * its first line. A line that is not what such a file holds is unreadable, so that nothing hides
 * behind the name.
 */
public final class BagFormat implements LineFormat {
  private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{32,128}[ \t]+[^ \t].*");
  private static final Pattern KEY =
      Pattern.compile("-----(BEGIN|END) PUBLIC KEY-----|[A-Za-z0-9+/=]{1,76}");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z][A-Za-z0-9 _.-]{0,100}:.*|[ \t]+[^ \t{\\[].*");

  private static final Map<Pattern, Pattern> FIRST =
      Map.of(
          name("bagit\\.txt"), Pattern.compile("BagIt-Version:.*"),
          name("bag-info\\.txt"), LABEL,
          name("(tag)?manifest-[a-z0-9]{1,16}\\.txt"), HASH,
          name("signer\\.pub"), KEY);

  private static Pattern name(String name) {
    return Pattern.compile("(.*[/!\\\\])?" + name, Pattern.DOTALL);
  }

  @Override
  public String name() {
    return "bag";
  }

  @Override
  public boolean begins(Beginning head) {
    String first = head.text().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return FIRST.entrySet().stream()
        .anyMatch(each ->
            each.getKey().matcher(head.path()).matches()
                && each.getValue().matcher(first).matches());
  }

  @Override
  public LineReader reader() {
    return (line, ref, sink) -> {
      if (HASH.matcher(line).matches()) {
        sink.skipped("a hash in the list of a bag");
      } else if (KEY.matcher(line).matches()) {
        sink.skipped("the key of who signed a bag");
      } else if (LABEL.matcher(line).matches()) {
        sink.skipped("what a bag says of itself");
      } else {
        sink.unreadable(ref, "it is no line of such a file in a bag");
      }
    };
  }
}
