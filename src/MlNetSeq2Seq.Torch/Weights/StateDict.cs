using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Weights;

/// <summary>Moves weights between a model and the names and types in which they are stored.</summary>
public static class StateDict
{
    /// <summary>Loads a model's parameters from a file or folder that <see cref="WeightsFile.Open"/> can open.</summary>
    /// <param name="model">The model; changed only if every parameter was found and fits.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="isKnownExtra">Tells which names of the file the model may leave aside, such as tied copies; null for none.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, lacks a parameter, has one of another shape, or has a tensor that the model does not know.
    /// </exception>
    public static void Load(Module model, string path, Func<string, bool>? isKnownExtra = null)
    {
        using IWeightsFile file = WeightsFile.Open(path);
        Load(model, file, Named(isKnownExtra));
    }

    /// <summary>Loads a model's parameters from an opened file.</summary>
    /// <param name="model">The model; changed only if every parameter was found and fits.</param>
    /// <param name="file">The file; stays open.</param>
    /// <param name="names">How such files name and lay out the model's weights.</param>
    /// <returns>The names of the optional parameters that the file lacks; they have kept their values.</returns>
    /// <exception cref="InvalidDataException">
    /// The file lacks a parameter, has one of another shape, has a tensor that the model does not know, or two unequal ones for a single
    /// parameter.
    /// </exception>
    public static IReadOnlyList<string> Load(Module model, IWeightsFile file, WeightNames names)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(names);
        var assignment = new WeightAssignment(Parameters(model), file.Tensors, names, $"'{file.Path}'");
        foreach ((string copy, string original) in assignment.Copies)
        {
            CheckEqual(file, copy, original);
        }

        foreach (StoredTensor stored in file.Tensors.Where(t => assignment.Takes(t.Name)))
        {
            using Tensor values = file.Read(stored.Name);
            assignment.Copy(stored.Name, values);
        }

        return assignment.Absent;
    }

    /// <summary>Whether a file has a model's tensors under the given names.</summary>
    internal static bool Fits(Module model, IWeightsFile file, WeightNames names)
    {
        try
        {
            _ = new WeightAssignment(Parameters(model), file.Tensors, names, file.Path);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Loads a model's parameters from a stream that cannot seek; on an error the model's weights are undefined.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">The stream, at the beginning of safetensors data.</param>
    /// <param name="length">How many bytes belong to it.</param>
    /// <param name="who">What is being read, for messages.</param>
    /// <param name="isKnownExtra">Tells which names the model may leave aside; null for none.</param>
    /// <exception cref="InvalidDataException">
    /// The data is damaged, lacks a parameter, has one of another shape, or has a tensor that the model does not know.
    /// </exception>
    public static void Load(Module model, Stream stream, long length, string who, Func<string, bool>? isKnownExtra = null)
    {
        WeightAssignment? assignment = null;
        SafetensorsStream.Read(
            stream,
            length,
            who,
            entries => assignment = new WeightAssignment(Parameters(model), entries, Named(isKnownExtra), who),
            (entry, values) => assignment!.Copy(entry.Name, values));
    }

    /// <summary>Copies the parameters that two models have under equal names.</summary>
    /// <param name="from">The model whose values are taken.</param>
    /// <param name="to">The model that gets them; changed only if all of them fit.</param>
    /// <returns>The names of the parameters that <paramref name="from"/> lacks; they have kept their values.</returns>
    /// <exception cref="ArgumentException">The models have no parameter in common, or one of another shape.</exception>
    public static IReadOnlyList<string> Copy(Module from, Module to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        Dictionary<string, Parameter> sources = Parameters(from);
        Dictionary<string, Parameter> targets = Parameters(to);
        string[] shared = [.. targets.Keys.Where(sources.ContainsKey)];
        string? other = shared.FirstOrDefault(name => !sources[name].shape.AsSpan().SequenceEqual(targets[name].shape));
        if (shared.Length == 0 || other is not null)
        {
            throw new ArgumentException(other is null
                ? $"{from.GetName()} and {to.GetName()} have no parameter name in common."
                : $"{from.GetName()} has '{other}' with shape [{string.Join(", ", sources[other].shape)}], but {to.GetName()} with "
                    + $"shape [{string.Join(", ", targets[other].shape)}].");
        }

        using IDisposable noGradient = no_grad();
        foreach (string name in shared)
        {
            targets[name].copy_(sources[name]);
        }

        return [.. targets.Keys.Except(shared, StringComparer.Ordinal)];
    }

    /// <summary>The model's parameters by name, as they are stored; the tensors stay the model's.</summary>
    public static Dictionary<string, Parameter> Parameters(Module model) =>
        model.named_parameters().ToDictionary(p => p.name, p => p.parameter, StringComparer.Ordinal);

    private static WeightNames Named(Func<string, bool>? isKnownExtra) =>
        isKnownExtra is null ? WeightNames.Own : WeightNames.Own with { IsLeftAside = isKnownExtra };

    private static void CheckEqual(IWeightsFile file, string copy, string original)
    {
        using Tensor first = file.Read(original);
        using Tensor stored = file.Read(copy);
        using Tensor second = stored.to(first.dtype);
        if (!first.allclose(second, rtol: 0, atol: 0, equal_nan: true))
        {
            throw new InvalidDataException(
                $"'{file.Path}' holds '{original}' and '{copy}' with unequal values, but the model has one tensor for both: it was "
                + "trained without tying them.");
        }
    }
}
