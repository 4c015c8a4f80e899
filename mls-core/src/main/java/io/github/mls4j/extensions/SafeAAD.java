package io.github.mls4j.extensions;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * {@code SafeAAD} (Safe Additional Authenticated Data): what the components of an application share
 * as {@code authenticated_data}. Where the {@link AppDataDictionary} of a group context has an
 * entry {@link MlsExtensions#SAFE_AAD}, the application gives and takes its authenticated data as
 * this. Sorted by component.
 */
public record SafeAAD(List<SafeAADItem> aadItems) implements WireStruct {

  /** {@code SafeAADItem}: the part of one component. */
  public record SafeAADItem(ComponentId componentId, Bytes aadItemData) implements WireStruct {

    public static SafeAADItem readFrom(TlsReader in) throws DecodeException {
      return new SafeAADItem(
          in.struct("component_id", ComponentId::readFrom), in.opaque("aad_item_data"));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(componentId).opaque(aadItemData);
    }
  }

  /**
   * @throws IllegalArgumentException if it is not sorted
   */
  public SafeAAD {
    aadItems = List.copyOf(aadItems);
    if (!isSorted(aadItems)) {
      throw new IllegalArgumentException("the components are not in ascending order");
    }
  }

  private static boolean isSorted(List<SafeAADItem> items) {
    for (int i = 1; i < items.size(); i++) {
      if (items.get(i - 1).componentId().compareTo(items.get(i).componentId()) > 0) {
        return false;
      }
    }
    return true;
  }

  public static SafeAAD readFrom(TlsReader in) throws DecodeException {
    List<SafeAADItem> items = in.vector("aad_items", SafeAADItem::readFrom);
    if (!isSorted(items)) {
      throw in.fail("aad_items: not in ascending order");
    }
    return new SafeAAD(items);
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.vector(aadItems);
  }
}
