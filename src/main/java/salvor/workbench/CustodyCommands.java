package salvor.workbench;

import java.util.Optional;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TabPane;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.custody.CustodyView;
import salvor.workbench.fx.Controls;

/** To the ledger of the case, and what is done with its evidence. */
final class CustodyCommands {
  private CustodyCommands() {}

  static void add(Session session, TabPane tabs) {
    session
        .commands()
        .add(
            Command.of(
                "go.custody",
                Menus.GO,
                "Show the ledger of the case",
                "",
                "Who did what to which evidence, when and why, and whether the ledger is whole",
                () -> show(tabs)));
    session
        .commands()
        .add(
            Command.of(
                "custody.seal",
                Menus.CASE,
                "Seal the evidence\u2026",
                "",
                "Copies it into a signed bundle that verifies without Salvor",
                () -> show(tabs).seal()));
    session
        .commands()
        .add(
            Command.of(
                "custody.slice",
                Menus.CASE,
                "Cut a slice\u2026",
                "",
                "Cuts what is in sight or selected into a sealed bundle of its own",
                () -> show(tabs).slice()));
    session
        .commands()
        .add(
            Command.of(
                "custody.redact",
                Menus.CASE,
                "Make a redacted copy\u2026",
                "",
                "Copies the evidence without tokens, keys and passwords into a bundle of its own",
                () -> show(tabs).redact()));
  }

  /** How the sealed bundles among the evidence were found; empty where there are none. */
  static Optional<Hyperlink> sealed(Session session, TabPane tabs) {
    String words = session.custody().worstBundle();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Hyperlink sealed = new Hyperlink(words);
    sealed.setId("sealed-evidence");
    sealed.setMinWidth(Hyperlink.USE_PREF_SIZE);
    if (!session.custody().areBundlesValid()) {
      sealed.getStyleClass().add("failure-text");
    }
    Controls.explain(sealed, "What was found of each bundle, and the ledger of this case");
    sealed.setOnAction(_ -> show(tabs));
    return Optional.of(sealed);
  }

  /** Shows the ledger. */
  static CustodyView show(TabPane tabs) {
    var tab =
        tabs.getTabs().stream()
            .filter(each -> each.getContent() instanceof CustodyView)
            .findFirst()
            .orElseThrow();
    tabs.getSelectionModel().select(tab);
    return (CustodyView) tab.getContent();
  }
}
