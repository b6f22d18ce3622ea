using System.Reflection;
using System.Text.Json;

namespace MlNetSeq2Seq.Models;

/// <summary>The architectures of this assembly by name: every model class with an <see cref="ArchitectureAttribute"/>, made of its config.</summary>
public static class ArchitectureCatalog
{
    private static readonly Dictionary<string, Type> s_models = typeof(ArchitectureCatalog).Assembly.GetTypes()
        .Where(t => t.IsDefined(typeof(ArchitectureAttribute), inherit: false))
        .ToDictionary(t => t.GetCustomAttribute<ArchitectureAttribute>()!.Name, StringComparer.Ordinal);

    /// <summary>The names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_models.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The name of a model's architecture.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">Its class has no name.</exception>
    public static string NameOf(Seq2SeqModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.GetType().GetCustomAttribute<ArchitectureAttribute>()?.Name
            ?? throw new ArgumentException($"{model.GetType().Name} has no [Architecture], so it cannot be saved.", nameof(model));
    }

    /// <summary>Makes a model with random weights.</summary>
    /// <param name="name">The name of the architecture.</param>
    /// <param name="config">The JSON of its config record.</param>
    /// <exception cref="InvalidDataException">There is no such architecture, or the config does not describe one.</exception>
    public static Seq2SeqModel Create(string name, string config)
    {
        if (!s_models.TryGetValue(name, out Type? type))
        {
            throw new InvalidDataException($"There is no architecture '{name}'; this version has {string.Join(", ", Names)}.");
        }

        ConstructorInfo constructor = type.GetConstructors().Single();
        try
        {
            object sizes = JsonSerializer.Deserialize(config, constructor.GetParameters()[0].ParameterType) ?? throw new JsonException("it is null.");
            return (Seq2SeqModel)constructor.Invoke([sizes]);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The config of the model '{name}' cannot be read: {e.Message}", e);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            throw new InvalidDataException($"The config of the model '{name}' describes no model: {inner.Message}", inner);
        }
    }
}
