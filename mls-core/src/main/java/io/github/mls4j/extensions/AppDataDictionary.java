package io.github.mls4j.extensions;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.wire.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code AppDataDictionary} (Attaching Application Data to MLS Messages): one extension for all
 * that the components of an application have to say in a key package, leaf node, GroupInfo or group
 * context. Sorted by component, each there once.
 */
public record AppDataDictionary(List<ComponentData> componentData) implements WireStruct {

  /** To be registered by those who support it; they set {@link #supporting} in their leaves. */
  public static final CustomExtension<AppDataDictionary> EXTENSION =
      CustomExtension.of(
          MlsExtensions.APP_DATA_DICTIONARY, CustomExtension.ANYWHERE, AppDataDictionary::readFrom);

  /**
   * @throws IllegalArgumentException if it is not sorted, or a component is there twice
   */
  public AppDataDictionary {
    componentData = List.copyOf(componentData);
    if (!isSorted(componentData)) {
      throw new IllegalArgumentException("the components are not in ascending order");
    }
  }

  private static boolean isSorted(List<ComponentData> entries) {
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i - 1).componentId().compareTo(entries.get(i).componentId()) >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * What everybody who supports this extension says in each leaf (Negotiating Extensions and
   * Components): that it does, and which other components it supports.
   */
  public static Extension supporting(ComponentId... components) {
    List<ComponentId> all =
        new ArrayList<>(List.of(MlsExtensions.APP_COMPONENTS, MlsExtensions.SAFE_AAD));
    all.addAll(List.of(components));
    ComponentsList list = new ComponentsList(all.stream().distinct().sorted().toList());
    return EXTENSION.with(
        new AppDataDictionary(
            List.of(new ComponentData(MlsExtensions.APP_COMPONENTS, list.encode()))));
  }

  /** What a component says; empty if it says nothing. */
  public Optional<Bytes> find(ComponentId component) {
    return componentData.stream()
        .filter(entry -> entry.componentId().equals(component))
        .map(ComponentData::data)
        .findFirst();
  }

  public static AppDataDictionary readFrom(TlsReader in) throws DecodeException {
    List<ComponentData> entries = in.vector("component_data", ComponentData::readFrom);
    if (!isSorted(entries)) {
      throw in.fail("component_data: not in ascending order");
    }
    return new AppDataDictionary(entries);
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.vector(componentData);
  }
}
