package salvor.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import salvor.timeline.DwellRuler.Bracket;
import salvor.timeline.DwellRuler.Disorder;
import salvor.timeline.RulerLayout.About;
import salvor.timeline.RulerLayout.Bar;
import salvor.timeline.RulerLayout.Extent;
import salvor.timeline.RulerLayout.State;
import salvor.timeline.RulerLayout.Text;
import salvor.timeline.RulerLayout.Words;

/** What a dwell ruler says below its flags: what matters most, as far as there is room. */
final class RulerTexts {
  private static final int GAP = 10;
  private final DwellRuler ruler;
  private final TimelineModel model;
  private final Viewport viewport;
  private final List<Bar> bars;
  private final Words words;
  private final List<Wish> wishes = new ArrayList<>(); // what matters most first

  private record Wish(About about, String words, int width, int left) {}

  RulerTexts(
      DwellRuler ruler, TimelineModel model, Viewport viewport, List<Bar> bars, Words words) {
    this.ruler = ruler;
    this.model = model;
    this.viewport = viewport;
    this.bars = bars;
    this.words = words;
  }

  List<Text> in(Extent extent) {
    int end = viewport.width();
    List<Disorder> wrong = ruler.disorders();
    if (!wrong.isEmpty()) {
      add(About.WARNING, warning(wrong), middle(State.WRONG, end));
    }
    ruler.lapse().ifPresent(lapse -> add(About.WARNING, lapsed(lapse), end));
    if (ruler.isRecorded(Milestone.ISOLATED) && ruler.cutOff().alarmed()) {
      add(About.WARNING, "isolated, but something changed since: look again", end);
    }
    CutOff.Share share = ruler.cutOff().share();
    if (ruler.point(Milestone.ISOLATED).isEmpty() && share.isPart()) {
      add(About.WARNING, share.cut() + " of " + share.of() + " pods cut off", end);
    }
    whole(end);
    extent(extent, end);
    for (Bracket bracket : Bracket.values()) {
      OptionalLong length = ruler.length(bracket);
      if (length.isPresent()) {
        String sign = length.getAsLong() < 0 ? "\u2212" : "";
        String text = bracket.words() + " " + sign + words.length(Math.abs(length.getAsLong()));
        add(About.LENGTH, text, middle(bracket, end));
      }
    }
    for (Bracket bracket : Bracket.values()) {
      if (ruler.length(bracket).isEmpty() && ruler.point(bracket.from()).isPresent()) {
        add(About.OPEN, bracket.words() + " " + open(bracket), end);
      }
    }
    if (!words.hint().isEmpty()) {
      add(About.HINT, words.hint(), end);
    }
    return fitting();
  }

  private void extent(Extent extent, int end) {
    if (ruler.firstOut() < 0) {
      String quiet =
          model.ordinary().size() == model.observations().size()
              ? "nothing is out of profile"
              : "no event with a sure time is out of profile";
      add(About.EXTENT, quiet, 0);
    } else {
      String text =
          "out of profile for " + words.length(ruler.extent(model.observations()).orElse(0));
      int outside = viewport.x(model.observations().time(ruler.lastOut())) < 0 ? 0 : end;
      int at = extent.from() > extent.to() ? outside : (extent.from() + extent.to()) / 2;
      add(About.EXTENT, text, at);
    }
  }

  /** How long whoever it was had it for himself, alert or none. */
  private void whole(int end) {
    ruler
        .between(Milestone.COMPROMISE_POSSIBLE, Milestone.ISOLATED)
        .ifPresent(length ->
            add(
                About.LENGTH,
                "compromise to isolate "
                    + (length < 0 ? "\u2212" : "")
                    + words.length(Math.abs(length)),
                end));
  }

  private String open(Bracket bracket) {
    OptionalLong now = words.now();
    OptionalLong running =
        now.isEmpty() ? OptionalLong.empty() : ruler.running(bracket, now.getAsLong());
    return running.isEmpty() ? "open" : words.length(running.getAsLong()) + " and counting";
  }

  private String lapsed(CutOff.Lapse lapse) {
    return "not isolated any more: " + lapse.why() + ", after " + words.length(lapse.length());
  }

  private static String warning(List<Disorder> wrong) {
    Disorder first = wrong.getFirst();
    return "wrong order: "
        + first.then().words()
        + " before "
        + first.first().brief()
        + (wrong.size() == 1 ? "" : " and " + (wrong.size() - 1) + " more");
  }

  /** A text whose middle is to stand at a pixel. */
  private void add(About about, String text, int middle) {
    int width = (int) Math.ceil(words.width(text));
    wishes.add(new Wish(about, text, width, Math.max(0, middle - width / 2)));
  }

  private int middle(Bracket bracket, int none) {
    return bars.stream()
        .filter(bar -> bar.bracket() == bracket)
        .mapToInt(bar -> (bar.from() + bar.to()) / 2)
        .findFirst()
        .orElse(none);
  }

  private int middle(State state, int none) {
    return bars.stream()
        .filter(bar -> bar.state() == state)
        .mapToInt(bar -> (bar.from() + bar.to()) / 2)
        .findFirst()
        .orElse(none);
  }

  /** As many as have room, the first ones at least. */
  private List<Text> fitting() {
    int room = viewport.width() - 4;
    List<Wish> kept = new ArrayList<>();
    int used = 0;
    for (Wish wish : wishes) {
      if (used + wish.width() <= room) {
        kept.add(wish);
        used += wish.width() + GAP;
      }
    }
    kept.sort(Comparator.comparingInt(Wish::left));
    int[] left = kept.stream().mapToInt(Wish::left).toArray();
    RulerLayout.spread(left, kept.stream().mapToInt(Wish::width).toArray(), room, GAP);
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < left.length; i++) {
      Wish wish = kept.get(i);
      texts.add(new Text(wish.about(), wish.words(), left[i], wish.width()));
    }
    return texts;
  }
}
