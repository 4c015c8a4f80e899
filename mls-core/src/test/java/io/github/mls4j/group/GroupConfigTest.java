package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.InMemoryStore;
import io.github.mls4j.spi.PaddingPolicy;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The configuration: what is set is what is there, also after a round trip through a builder. */
class GroupConfigTest {

  private static final AuthenticationService TRUST =
      AuthenticationService.trustingBasicCredentials();

  @Test
  void everySettingSurvivesABuilder() throws Exception {
    CustomExtension<Bytes> topic =
        CustomExtension.ofBytes(ExtensionType.of(0xf001), CustomExtension.ANYWHERE);
    GroupConfig defaults = GroupConfig.of(TRUST);
    GroupConfig config =
        GroupConfig.builder(TRUST)
            .random(new SecureRandom())
            .executor(Runnable::run)
            .validation(ValidationPolicy.of(AuthenticationService.trustingBasicCredentials()))
            .psks(id -> null)
            .store(new TestStore())
            .keyPackages(new InMemoryStore())
            .encryptHandshake(!defaults.encryptHandshake())
            .padding(PaddingPolicy.toMultipleOf(7))
            .pastEpochs(defaults.pastEpochs() + 1)
            .preferredSuites(CipherSuiteId.REGISTERED)
            .messagesPerEpoch(defaults.messagesPerEpoch() - 1)
            .pastEpochAge(defaults.pastEpochAge().plusDays(1))
            .maxForward(defaults.maxForward() + 1)
            .maxSkippedPerSender(defaults.maxSkippedPerSender() + 1)
            .maxSkipped(defaults.maxSkipped() + 1)
            .resumptionEpochs(defaults.resumptionEpochs() + 1)
            .treeInWelcome(!defaults.treeInWelcome())
            .commitBeforeSending(!defaults.commitBeforeSending())
            .keyPackageLifetime(Duration.ofDays(1))
            .cipherSuites(CipherSuiteId.REGISTERED.subList(0, 2))
            .credentialTypes(List.of(CredentialType.X509))
            .proposals(List.of(new Vote()))
            .extensions(List.of(topic))
            .leafExtensions(List.of(topic.with(Bytes.EMPTY)))
            .groupInfoExtensions(List.of(topic.with(Bytes.EMPTY)))
            .grease(!defaults.grease())
            .build();
    GroupConfig.Builder again = config.toBuilder().build().toBuilder();
    for (Field field : GroupConfig.Builder.class.getDeclaredFields()) {
      if (field.isSynthetic() || Modifier.isStatic(field.getModifiers())) {
        continue; // a coverage agent's, or a constant
      }
      field.setAccessible(true);
      Object set = field.get(config.toBuilder());
      assertThat(set).as(field.getName()).isNotEqualTo(field.get(defaults.toBuilder()));
      assertThat(field.get(again)).as(field.getName()).isEqualTo(set);
    }
  }

  @Test
  void aBuilderCanGoOn() {
    GroupConfig.Builder builder = GroupConfig.builder(TRUST).pastEpochs(5);
    GroupConfig config = builder.build();
    builder.pastEpochs(6);
    assertThat(config.pastEpochs()).isEqualTo(5);
    config.toBuilder().pastEpochs(7);
    assertThat(config.pastEpochs()).isEqualTo(5);
  }

  @Test
  void credentialTypesAreThoseOfTheServiceInUse() {
    AuthenticationService other = AuthenticationService.byType(Map.of(CredentialType.X509, TRUST));
    GroupConfig config =
        GroupConfig.of(TRUST).toBuilder().validation(ValidationPolicy.of(other)).build();
    assertThat(config.registrations().credentialTypes()).containsExactly(CredentialType.X509);
  }

  @Test
  void countsAreNotNegative() {
    assertThatThrownBy(() -> GroupConfig.builder(TRUST).pastEpochs(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GroupConfig.builder(TRUST).pastEpochAge(Duration.ofDays(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GroupConfig.builder(TRUST).messagesPerEpoch(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GroupConfig.builder(TRUST).resumptionEpochs(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GroupConfig.builder(TRUST).maxForward(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GroupConfig.builder(TRUST).maxSkippedPerSender(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GroupConfig.builder(TRUST).maxSkipped(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
