package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.timeline.Palette;

/**
 * The colours of the style sheet can be told apart, in both themes (WCAG 2.2: 4.5 to 1 for text).
 */
class ContrastTest {
  private static final Path SHEET = Path.of("src/main/resources/salvor/workbench/salvor.css");
  private static final Pattern TOKEN = Pattern.compile("-s-([a-z-]+): #([0-9a-f]{6});");

  @ParameterizedTest
  @CsvSource({
    "text,surface",
    "text,window",
    "text,accent-soft",
    "muted,surface",
    "muted,window",
    "muted,sunken",
    "muted,hover",
    "accent,surface",
    "on-accent,accent",
    "out,out-soft",
    "out,surface",
    "near,near-soft",
    "explained,explained-soft",
    "unknown,unknown-soft",
    "in,in-soft"
  })
  void textIsReadable(String text, String ground) throws IOException {
    String sheet = Files.readString(SHEET);
    int dark = sheet.indexOf("@media");
    for (Map<String, Integer> theme :
        new Map[] {tokens(sheet.substring(0, dark)), tokens(sheet.substring(dark))}) {
      assertThat(contrast(theme.get(text), theme.get(ground)))
          .as(text + " on " + ground)
          .isGreaterThanOrEqualTo(4.5);
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void outIsTheSameRedOnTheTimelineAndBesideIt(boolean dark) throws IOException {
    String sheet = Files.readString(SHEET);
    int media = sheet.indexOf("@media");
    Map<String, Integer> tokens = tokens(dark ? sheet.substring(media) : sheet.substring(0, media));
    Palette palette = dark ? Palette.DARK : Palette.LIGHT;
    assertThat(tokens.get("out")).isEqualTo(palette.out() & 0xffffff);
    assertThat(tokens.get("explained")).isEqualTo(palette.explained() & 0xffffff);
  }

  private static Map<String, Integer> tokens(String part) {
    Map<String, Integer> tokens = new HashMap<>();
    Matcher matcher = TOKEN.matcher(part);
    while (matcher.find()) {
      tokens.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
    }
    return tokens;
  }

  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 0xff)
        + 0.7152 * linear(rgb >> 8 & 0xff)
        + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
