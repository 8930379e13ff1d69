package salvor.workbench;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import javafx.scene.Node;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import salvor.workbench.cluster.Attached;
import salvor.workbench.cluster.ClosingSheet;
import salvor.workbench.cluster.ConnectSheet;
import salvor.workbench.cluster.ConnectViewModel;
import salvor.workbench.cluster.DriftSheet;
import salvor.workbench.cluster.DriftViewModel;
import salvor.workbench.cluster.LiveSource;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.cluster.PractiseSheet;
import salvor.workbench.cluster.PractiseViewModel;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;

/**
 * From the window to clusters: each is shown in a window of its own, what was recorded of it opens
 * in this one. Its window is closed with this one.
 */
final class ClusterCommands {
  private final Node window;
  private final WorkbenchViewModel model;
  private final Opener opener;
  private final LiveSource source;
  private @Nullable Stage sheet;

  ClusterCommands(Node window, WorkbenchViewModel model, Opener opener, LiveSource source) {
    this.window = window;
    this.model = model;
    this.opener = opener;
    this.source = source;
  }

  void addTo(Commands all) {
    all.add(
        Command.of(
            "cluster.connect",
            Menus.CLUSTER,
            "Connect\u2026",
            "Shortcut+Shift+K",
            "Shows the pods of a cluster while they run, with their verdicts",
            this::connect));
    all.add(
        Command.of(
            "cluster.drift",
            Menus.CLUSTER,
            "Compare two dumps\u2026",
            "",
            "Shows what of a cluster is not as it was, by two dumps of its objects",
            () -> DriftSheet.open(window, new DriftViewModel(model.jobs(), model.fx()))));
    Runnable practise = practising();
    if (practise != null) {
      all.add(
          Command.of(
              "cluster.practise",
              Menus.CLUSTER,
              "Practise on a recorded incident\u2026",
              "",
              "Plays a recorded incident in a cluster of this window; nothing of it is real",
              practise));
    }
  }

  /** Asks which of the incidents that ship is played; null when they were left out. */
  @Nullable Runnable practising() {
    return source
        .samples()
        .<Runnable>map(samples ->
            () ->
                sheet =
                    PractiseSheet.open(
                        window,
                        new PractiseViewModel(samples, model.jobs(), model.fx()),
                        connecting()))
        .orElse(null);
  }

  void connect() {
    sheet = ConnectSheet.open(window, connecting(), true);
  }

  private ConnectViewModel connecting() {
    return new ConnectViewModel(source, model.jobs(), model.fx(), this::connected);
  }

  private void connected(Attached attached) {
    LiveViewModel live =
        new LiveViewModel(
            attached.live(),
            attached.greeting(),
            attached.name(),
            model.jobs(),
            model.fx(),
            InstantSource.system());
    try {
      LiveWindow.begin(live);
    } catch (UncheckedIOException cause) { // the sheet stays, and says why
      end(live, attached);
      throw cause;
    }
    if (sheet != null) {
      sheet.close();
    }
    Stage shown =
        LiveWindow.show(
            live,
            opener.library(),
            attached.isPlayed(),
            () -> end(live, attached),
            evidence -> {
              model.open(opener.evidence(evidence));
              if (window.getScene().getWindow() instanceof Stage below) { // it lies behind
                below.toFront();
                below.requestFocus();
              }
            });
    Window below = window.getScene().getWindow();
    below.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> shown.close());
    below.addEventFilter(
        WindowEvent.WINDOW_CLOSE_REQUEST,
        event -> {
          if (shown.isShowing()) { // it would be closed as well: it asks first
            event.consume();
            shown.toFront();
            ClosingSheet.open(
                shown.getScene().getRoot(),
                live,
                attached.isPlayed(),
                () -> {
                  shown.hide();
                  below.fireEvent(new WindowEvent(below, WindowEvent.WINDOW_CLOSE_REQUEST));
                });
          }
        });
  }

  private void end(LiveViewModel live, Attached attached) {
    live.end();
    model.closing.begin(
        "Disconnecting",
        () -> {
          attached.close();
          return true;
        });
  }
}
