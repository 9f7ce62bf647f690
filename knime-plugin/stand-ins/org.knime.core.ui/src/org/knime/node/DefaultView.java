// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/DefaultView.java
package org.knime.node;

import java.util.Arrays;
import java.util.function.Function;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.data.InitialDataService.Serializer;
import org.knime.core.webui.page.Page;
import org.knime.core.webui.page.Page.RequireFromFileOrString;
import org.knime.node.parameters.NodeParameters;

public final class DefaultView implements FluentNodeAPI {
  final Class<? extends NodeParameters> parameters;
  final String description;
  final Page page;
  Function<ViewInput, String> initialData;
  Function<ViewInput, Object> dataService;

  private DefaultView(final Class<? extends NodeParameters> parameters, final String description, final Page page) {
    this.parameters = parameters;
    this.description = description;
    this.page = page;
  }

  static RequireViewParameters create() {
    return parameters -> description -> page -> new DefaultView(parameters, description, page.apply(Page.create()));
  }

  public <D> DefaultView initialData(final Function<RequireInitialData, DefaultInitialData<D>> data) {
    initialData = input -> data.apply(new RequireInitialData() {
      @Override
      public <E> DefaultInitialData<E> data(final Function<ViewInput, E> supplier) {
        return new DefaultInitialData<>(supplier);
      }
    }).text(input);
    return this;
  }

  public DefaultView dataService(final Function<RequireDataService, DefaultDataService> service) {
    dataService = input -> ((SingleHandlerDataService) service.apply(SingleHandlerDataService::new)).handler.apply(input);
    return this;
  }

  public interface RequireViewParameters {
    RequireDescription parametersClass(Class<? extends NodeParameters> parametersClass);

    default RequireDescription withoutParameters() {
      return parametersClass(null);
    }
  }

  public interface RequireDescription {
    RequirePage description(String description);
  }

  public interface RequirePage {
    DefaultView page(Function<RequireFromFileOrString, Page> page);
  }

  public interface RequireInitialData {
    <D> DefaultInitialData<D> data(Function<ViewInput, D> data);
  }

  public static final class DefaultInitialData<D> implements FluentNodeAPI {
    private final Function<ViewInput, D> data;
    private Serializer<D> serializer;

    DefaultInitialData(final Function<ViewInput, D> data) {
      this.data = data;
    }

    public DefaultInitialData<D> serializer(final Serializer<D> newSerializer) {
      serializer = newSerializer;
      return this;
    }

    String text(final ViewInput input) {
      D value = data.apply(input);
      try {
        return serializer == null ? String.valueOf(value) : serializer.serialize(value);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  public abstract static class DefaultDataService implements FluentNodeAPI {
  }

  public static final class SingleHandlerDataService extends DefaultDataService {
    final Function<ViewInput, Object> handler;

    SingleHandlerDataService(final Function<ViewInput, Object> handler) {
      this.handler = handler;
    }
  }

  public interface RequireDataService {
    SingleHandlerDataService handler(Function<ViewInput, Object> handler);
  }

  public interface ViewInput {
    <S extends NodeParameters> S getParameters();

    default BufferedDataTable[] getInternalTables() {
      return Arrays.stream(getInternalPortObjects()).map(BufferedDataTable.class::cast).toArray(BufferedDataTable[]::new);
    }

    PortObject[] getInternalPortObjects();
  }
}
