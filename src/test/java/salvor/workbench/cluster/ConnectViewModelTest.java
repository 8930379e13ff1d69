package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Clusters;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.cluster.fabric8.PracticeApi;
import salvor.jobs.Jobs;
import salvor.live.LiveJudging;
import salvor.report.LogInWords;

/** A credential plugin is shown once and remembered, as in the terminal. */
@DisabledOnOs(OS.WINDOWS)
class ConnectViewModelTest {
  private @TempDir Path dir;
  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

  private final LiveSource source =
      new LiveSource() {
        @Override
        public Clusters clusters() {
          return new Fabric8Clusters(new Jobs());
        }

        @Override
        public LiveJudging judging(List<Path> baselines) {
          return new LiveJudging(
              (_, _) -> {
                throw new IOException("nothing is judged here");
              },
              (_, _, _) -> {
                throw new IllegalStateException("nothing is judged here");
              },
              baselines,
              1);
        }

        @Override
        public Path folder(String context) throws IOException {
          return Files.createTempDirectory(dir, "live");
        }

        @Override
        public Path confirmed() {
          return dir.resolve("config/confirmed-plugins");
        }
      };

  private ConnectViewModel model() {
    ConnectViewModel model =
        new ConnectViewModel(
            source,
            new Jobs(),
            Runnable::run,
            attached -> {
              told.add("connected as " + attached.greeting().user());
              try {
                attached.close();
              } catch (IOException e) {
                told.add(e.toString());
              }
            });
    model
        .logIn()
        .subscribe(act -> {
          if (act != null) {
            told.add("shown " + LogInWords.act(act));
          }
        });
    return model;
  }

  @Test
  void thatRecordingCannotBeginIsTold() throws Exception {
    try (PracticeApi api = new PracticeApi()) {
      ConnectViewModel model =
          new ConnectViewModel(
              source,
              new Jobs(),
              Runnable::run,
              attached -> {
                try {
                  attached.close();
                } catch (IOException e) {
                  told.add(e.toString());
                }
                throw new UncheckedIOException(new IOException("the folder is full"));
              });
      model.trouble().subscribe(words -> told.add(words));
      model.connect(
          Files.writeString(
              dir.resolve("kubeconfig"),
              api.kubeconfig(api.address(), api.authority(), "{token: " + PracticeApi.ADMIN + "}")),
          "");
      String words = "";
      while (!words.contains("the folder is full")) {
        words = told.take();
      }
      assertThat(words).startsWith("Not connected: ");
    }
  }

  @Test
  void aPluginIsShownBeforeItRunsAndIsRemembered() throws Exception {
    try (PracticeApi api = new PracticeApi()) {
      Path runs = dir.resolve("runs");
      Path program =
          Files.writeString(
              dir.resolve("plugin.sh"),
              "#!/bin/sh\necho run >> "
                  + runs
                  + "\necho '{\"status\": {\"token\": \""
                  + PracticeApi.ADMIN
                  + "\"}}'\n");
      program.toFile().setExecutable(true);
      Path file =
          Files.writeString(
              dir.resolve("kubeconfig"),
              api.kubeconfig(api.address(), api.authority(), "{exec: {command: ./plugin.sh}}"));
      ConnectViewModel first = model();
      first.connect(file, "");
      assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("shown ./plugin.sh");
      assertThat(runs).doesNotExist();
      first.connectConfirmed(first.contexts().get().getFirst(), List.of());
      assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("connected as admin");
      model().connect(file, "");
      assertThat(told.poll(60, TimeUnit.SECONDS))
          .as("another time it is not asked for")
          .isEqualTo("connected as admin");
    }
  }
}
