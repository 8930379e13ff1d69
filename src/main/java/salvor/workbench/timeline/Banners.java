package salvor.workbench.timeline;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import salvor.workbench.fx.Controls;

/** Notices above the timeline, each with what can be done about it. */
final class Banners extends VBox {

  /** Shows these and no others. */
  void show(List<Banner> banners) {
    getChildren().setAll(banners.stream().map(Banners::banner).toList());
    setVisible(!banners.isEmpty());
    setManaged(!banners.isEmpty());
  }

  private static Region banner(Banner banner) {
    String weight = banner.weight().name().toLowerCase(Locale.ROOT);
    Label mark = Controls.label(banner.weight() == Banner.Weight.WARNING ? "!" : "i", "mark");
    mark.setMinWidth(Region.USE_PREF_SIZE);
    Text title = new Text(banner.title() + "  ");
    title.getStyleClass().add("notice-title");
    Text text = new Text(banner.text());
    text.getStyleClass().add("notice-text");
    TextFlow words = new TextFlow(title, text);
    banner.acts().forEach(act -> words.getChildren().addAll(new Text("  "), link(act)));
    words.setAccessibleText(banner.title() + ". " + banner.text());
    words.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox bar = new HBox(8, mark, words);
    bar.setId(banner.id());
    bar.setAlignment(Pos.TOP_LEFT);
    bar.getStyleClass().addAll("notice", "notice-" + weight);
    return bar;
  }

  private static Hyperlink link(Banner.Act act) {
    Hyperlink link = new Hyperlink(act.text());
    link.setMnemonicParsing(false);
    Controls.explain(link, act.meaning());
    link.setOnAction(_ -> {
      link.setVisited(false);
      act.run().run();
    });
    return link;
  }
}
