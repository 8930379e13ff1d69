package salvor.ingest.kubearmor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.ingest.Collected;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What KubeArmor recorded, as its documentation prints it. */
class KubeArmorTest {
  private static final Path DOCS = Path.of("../shared/data/kubearmor/kubearmor-from-docs.jsonl");
  private static final JsonMapper JSON = new JsonMapper();

  private static Observation read(String record) {
    Collected read = Collected.of(new KubeArmorEvents(), List.of(JSON.readTree(record)));
    assertThat(read.outcomes()).isEqualTo(1);
    return read.observations.getFirst();
  }

  private static Observation of(String operation, String resource, String data) {
    return read(
        "{\"Type\":\"ContainerLog\",\"Operation\":\"%s\",\"Resource\":\"%s\",\"Data\":\"%s\",\"Result\":\"Passed\"}"
            .formatted(operation, resource, data));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Process ; /bin/cat /etc/passwd ; syscall=SYS_EXECVE ; ProcessStarted[]",
        "File ; /etc/passwd ; syscall=SYS_OPENAT fd=-100 flags=O_RDONLY ; FileOpened[path=/etc/passwd, flags=O_RDONLY]",
        "File ; /etc/cron.d/x ; syscall=SYS_OPENAT fd=-100 flags=O_WRONLY|O_CREAT ; FileWritten[path=/etc/cron.d/x, how=O_WRONLY|O_CREAT]",
        "File ; /sbin/raw ; syscall=SYS_UNLINKAT flags= ; FileDeleted[path=/sbin/raw]",
        "Syscall ; /home/jane-doe ; syscall=SYS_RMDIR ; FileDeleted[path=/home/jane-doe]",
        "Syscall ; '' ; syscall=SYS_SETUID userid=0 ; KernelAction[type=SYSCALL, name=setuid, detail=userid=0]",
        "Network ; sa_family=AF_INET sin_port=53 sin_addr=10.0.0.10 ; syscall=SYS_CONNECT fd=10 ; ConnectionOpened[local=, remote=10.0.0.10:53, protocol=null, traffic=null]",
        "Network ; remoteip=203.0.113.66 port=443 protocol=TCP ; kprobe=tcp_connect ; ConnectionOpened[local=, remote=203.0.113.66:443, protocol=tcp, traffic=null]",
        "Network ; remoteip=203.0.113.66 port=80 protocol=TCP ; kprobe=tcp_accept ; ConnectionAccepted[local=, remote=203.0.113.66:80, protocol=tcp, traffic=null]",
        "Network ; sa_family=AF_INET sin_port=53 ; kfunc=UDP_SENDMSG,domain=google.com,daddr=10.43.0.10,qtype=A ; NameLookedUp[name=google.com, answers=null]",
        "Network ; domain=AF_UNIX type=SOCK_STREAM protocol=0 ; syscall=SYS_SOCKET ; KernelAction[type=SYSCALL, name=socket, detail=domain=AF_UNIX type=SOCK_STREAM protocol=0]",
        "NetworkFirewall ; INGRESS ; SourceIP=192.0.2.1 SourcePort=53262 DestinationIP=192.0.2.2 DestinationPort=22 Protocol=TCP ; ConnectionAccepted[local=192.0.2.2:22, remote=192.0.2.1:53262, protocol=tcp, traffic=null]",
        "Capabilities ; '' ; lsm=CAPABLE capability=net_raw ; KernelAction[type=CAPABILITY, name=CAP_NET_RAW, detail=capable]",
        "Unheard ; of ; it ; KernelAction[type=HOOK, name=not told, detail=of]",
      })
  void tellsWhatWasDone(String operation, String resource, String data, String activity) {
    assertThat(of(operation, resource, data).activity().toString()).isEqualTo(activity);
  }

  @Test
  void aBlockedStartIsDeniedAndHasTheProgramThatWasToStart() {
    Observation denied =
        read(
            """
            {"Timestamp":1686475183,"UpdatedTime":"2023-06-11T09:19:43.451704Z","HostName":"node1","NamespaceName":"default",
             "PodName":"nginx-8f458dc5b-fl42t","ContainerID":"8762eafc25a3","ContainerName":"nginx","HostPPID":41,"HostPID":42,"PID":7,
             "ContainerImage":"docker.io/library/nginx:latest@sha256:af296b188c7b7df99ba960ca614439c99cb7cf252ed7bbc23e90cfda59092305",
             "Owner":{"Ref":"Deployment","Name":"nginx","Namespace":"default"},"ParentProcessName":"/bin/dash",
             "ProcessName":"/usr/bin/apt","PolicyName":"block-pkg","Severity":"1","Message":"no","Type":"MatchedPolicy",
             "Source":"/bin/dash","Operation":"Process","Resource":"/usr/bin/apt update","Data":"syscall=SYS_EXECVE",
             "Action":"Block","Result":"Permission denied","TTY":"pts0"}\
            """);

    assertThat(denied.activity())
        .isEqualTo(new Activity.Alert("block-pkg", "1", "no", new Activity.ProcessStarted()));
    assertThat(denied.outcome()).isEqualTo(new Outcome(Outcome.Result.DENIED, "Permission denied"));
    assertThat(denied.process().executable()).isEqualTo("/usr/bin/apt");
    assertThat(denied.process().commandLine()).isEqualTo("/usr/bin/apt update");
    assertThat(denied.process().parent().executable()).isEqualTo("/bin/dash");
    assertThat(denied.process().pid()).isEqualTo(42);
    assertThat(denied.process().containerPid()).isEqualTo(7);
    assertThat(denied.quality())
        .containsExactlyInAnyOrder(Quality.DENIED, Quality.TTY, Quality.LOSSY_ARGUMENTS);
    assertThat(denied.location().digest().brief()).isEqualTo("af296b188c7b");
    assertThat(denied.location().workload().toString()).isEqualTo("default/deployment/nginx");
    assertThat(denied.time().nanos()).isEqualTo(1686475183451704000L);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"UpdatedTime\":\"2023-06-11T09:19:43.451704Z\",\"Timestamp\":1686475183,',1686475183451704000",
    "'\"UpdatedTime\":\"2023-06-11T09:19:43.451704\",\"Timestamp\":1686475183,',1686475183000000000",
    "'\"Timestamp\":1686475183,',1686475183000000000",
  })
  void takesTheFinerTimeThatIsAMoment(String times, long nanos) {
    assertThat(
            read("{"
                    + times
                    + "\"Type\":\"HostLog\",\"Operation\":\"Process\",\"Result\":\"Passed\"}")
                .time()
                .nanos())
        .isEqualTo(nanos);
  }

  @Test
  void aTimeWithoutAZoneAndNoOtherIsAskedFor() {
    assertThat(
            read("{\"UpdatedTime\":\"2023-06-11T09:19:43.4\",\"Type\":\"HostLog\",\"Operation\":\"Process\",\"Result\":\"Passed\"}")
                .time()
                .isWithoutZone())
        .isTrue();
    assertThat(of("Process", "sh", "").time()).isNull();
  }

  @Test
  void readsEveryRecordThatItsDocumentationPrints() throws Exception {
    assumeTrue(Files.exists(DOCS), DOCS + " is not there");
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(DOCS)) {
      records.add(JSON.readTree(line));
    }
    Collected read = Collected.of(new KubeArmorEvents(), records);

    assertThat(read.observations).hasSize(records.size()).hasSize(26);
    assertThat(read.observations).allMatch(o -> o.time() != null && o.location().node() != null);
    assertThat(read.observations)
        .filteredOn(o -> o.activity() instanceof Activity.NameLookedUp)
        .hasSize(8);
    assertThat(read.observations)
        .filteredOn(o -> o.outcome().result() == Outcome.Result.DENIED)
        .allMatch(o -> o.activity() instanceof Activity.Alert)
        .hasSize(8);
  }
}
