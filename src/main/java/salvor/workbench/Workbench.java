package salvor.workbench;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;
import salvor.workbench.jobs.JobsBar;
import salvor.workbench.preferences.Preferences;
import salvor.workbench.preferences.PreferencesSheet;
import salvor.workbench.welcome.WelcomeView;
import salvor.workbench.wording.Failure;
import salvor.workbench.wording.Moments;

/** The window's content: what is open, and the status bar. */
public final class Workbench extends BorderPane implements FollowsPreferences {
  private final WorkbenchViewModel model;
  private final Opener opener;
  private final HBox facts = new HBox(18);
  private final Hyperlink zone = new Hyperlink();
  private final Commands own;
  private final WindowCommands commands;
  private final Menus menus;
  private final HBox status;
  private @Nullable WindowMemory memory;
  private @Nullable SessionView shown;

  /**
   * The content of a window.
   *
   * @param opener says how to open files and folders that the investigator chooses
   */
  public Workbench(WorkbenchViewModel model, Opener opener) {
    this.model = model;
    this.opener = opener;
    getStyleClass().add("workbench");
    zone.setId("zone");
    zone.setOnAction(_ -> preferences());
    Controls.explain(zone, "Tell times in another zone");
    own = new Commands(model.preferences().keys());
    commands = new WindowCommands(this, model, opener, this::preferences, this::commands);
    commands.addTo(own);
    menus = new Menus(this::commands);
    addEventHandler(KeyEvent.KEY_TYPED, this::key);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    status = statusBar();
    sceneProperty().addListener((_, _, _) -> prefer(model.preferences().now().get()));
    model.preferences().now().subscribe(this::prefer);
    setOnDragOver(this::dragged);
    setOnDragDropped(this::dropped);
    model.state().subscribe(this::show);
    widthProperty().subscribe(this::resized);
    heightProperty().subscribe(this::resized);
  }

  /** Has everything as it is preferred now. */
  private void prefer(Preferences now) {
    Moments.tellIn(now.zoneId());
    Scale.set(now.letters(), now.density());
    setStyle(Scale.style());
    if (getScene() != null) {
      now.theme().applyTo(getScene());
    }
    FollowsPreferences.tell(this);
  }

  private void preferences() {
    PreferencesSheet.open(getScene().getWindow(), model.preferences(), this::commands);
  }

  @Override
  public void preferencesChanged() {
    zone.setText("All times " + Moments.zone());
  }

  /** What can be done now. */
  private Commands commands() {
    return model.state().get() instanceof WorkbenchViewModel.State.Open(Session session)
        ? session.commands()
        : own;
  }

  /** Keys work everywhere but where text is being written. */
  private void key(KeyEvent event) {
    boolean writing =
        event.getTarget() instanceof TextInputControl input
            && input.isEditable()
            && !event.isShortcutDown();
    if (!writing && commands().run(event, Command.Place.EVERYWHERE)) {
      event.consume();
    }
  }

  private HBox statusBar() {
    facts.setMinWidth(0);
    facts.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
    HBox bar = new HBox(new JobsBar(model.running()), lost(), Controls.spring(), facts, zone);
    bar.getStyleClass().add("status-bar");
    return bar;
  }

  /** What a case that is closed could not keep: it stays until it was read. */
  private HBox lost() {
    Label text = Controls.label("", "failure");
    text.setId("lost");
    text.setMinWidth(0);
    Tooltip whole = new Tooltip();
    whole.setWrapText(true);
    whole.setMaxWidth(700);
    text.setTooltip(whole);
    HBox all =
        new HBox(
            4, text, Controls.iconButton("icon-cross", "Close the message", model::forgetLost));
    all.setMinWidth(0);
    all.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    model
        .lost()
        .subscribe(now -> {
          text.setText(now);
          whole.setText(now);
          all.setVisible(!now.isEmpty());
          all.setManaged(!now.isEmpty());
        });
    return all;
  }

  /** The window as the case was left in it. */
  private void restore(WindowMemory left) {
    memory = left;
    if (left.get(WindowMemory.Item.MAXIMISED).orElse("").equals("yes")
        && getScene().getWindow() instanceof Stage stage) {
      stage.setMaximized(true);
      return;
    }
    String[] size = left.get(WindowMemory.Item.SIZE).orElse("").split("x", -1);
    if (size.length == 2 && size[0].matches("\\d{3,5}") && size[1].matches("\\d{3,5}")) {
      Window window = getScene().getWindow();
      var screen = Screen.getPrimary().getVisualBounds(); // it may have been left on a larger one
      window.setWidth(Math.min(Integer.parseInt(size[0]), screen.getWidth()));
      window.setHeight(Math.min(Integer.parseInt(size[1]), screen.getHeight()));
    }
  }

  private void resized() {
    Window window = getScene() == null ? null : getScene().getWindow();
    boolean fills = window instanceof Stage stage && stage.isMaximized();
    if (memory != null) {
      memory.put(WindowMemory.Item.MAXIMISED, fills ? "yes" : "");
    }
    if (fills) {
      return; // the size that it has when it does not is kept
    }
    if (memory != null && window != null && window.getWidth() >= 100 && window.getHeight() >= 100) {
      memory.put(WindowMemory.Item.SIZE, (int) window.getWidth() + "x" + (int) window.getHeight());
    }
  }

  private void show(WorkbenchViewModel.State state) {
    facts.getChildren().clear();
    memory = null;
    if (state instanceof WorkbenchViewModel.State.Welcome) {
      shown = null;
    }
    getChildren().clear(); // the Tab key goes in the order in which they are added
    if (!(state instanceof WorkbenchViewModel.State.Open
        || state instanceof WorkbenchViewModel.State.Retiming)) {
      HBox row = new HBox(menus);
      row.getStyleClass().add("menu-row");
      setTop(row);
    }
    setCenter(
        switch (state) {
          case WorkbenchViewModel.State.Welcome(String message) ->
              new WelcomeView(model.welcome(), message, commands);
          case WorkbenchViewModel.State.Opening(String name, var job) -> States.opening(name, job);
          case WorkbenchViewModel.State.Open(Session session) -> session(session, false);
          case WorkbenchViewModel.State.Retiming(Session session, _) -> session(session, true);
          case WorkbenchViewModel.State.Failed(
                  OpenRequest request,
                  var failure,
                  @Nullable Session before) ->
              failed(request, failure, before);
        });
    setBottom(status);
    menus.renew();
  }

  private Node failed(OpenRequest request, Failure failure, @Nullable Session before) {
    return States.failed(
        request,
        failure,
        model::open,
        before == null ? null : model::back,
        before == null ? null : before.investigation().name(),
        commands);
  }

  /** The view of a session is kept while something else is being opened: it may be shown again. */
  private Node session(Session session, boolean busy) {
    SessionView view = shown;
    if (view == null || !view.isOf(session)) {
      view = new SessionView(session, model.jobs(), model.fx());
      commands.addTo(session.commands());
      commands.addClosing(session.commands());
      LearnCommands.add(session, model, opener, this);
      MappingCommands.add(session, model, opener, view.sources(), this);
      session.custody().begin();
      shown = view;
      restore(session.memory());
    }
    memory = session.memory();
    facts.getChildren().addAll(view.outcome(), view.notice(), view.hidden());
    view.menus(menus);
    view.setDisable(busy);
    view.notice().setDisable(busy); // what it undoes would be edits of what is being replaced
    return view;
  }

  private void open(@Nullable List<Path> paths) {
    if (paths != null && !paths.isEmpty()) {
      model.open(opener.evidence(paths));
    }
  }

  private void dragged(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.COPY);
      event.consume();
    }
  }

  private void dropped(DragEvent event) {
    List<java.io.File> files =
        Objects.requireNonNullElse(event.getDragboard().getFiles(), List.of());
    event.setDropCompleted(!files.isEmpty());
    event.consume();
    open(files.stream().map(java.io.File::toPath).toList());
  }
}
