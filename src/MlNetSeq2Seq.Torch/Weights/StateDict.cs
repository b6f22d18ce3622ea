using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Weights;

/// <summary>Moves weights between a model and the names and types in which they are stored.</summary>
public static class StateDict
{
    /// <summary>Loads a model's parameters from a safetensors file.</summary>
    /// <param name="model">The model; changed only if every parameter was found and fits.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="isKnownExtra">Tells which names of the file the model may leave aside, such as tied copies; null for none.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, lacks a parameter, has one of another shape, or has a tensor that the model does not know.</exception>
    public static void Load(Module model, string path, Func<string, bool>? isKnownExtra = null)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Dictionary<string, Parameter> parameters = Parameters(model);
        Check(parameters, file.Entries, $"'{path}'", isKnownExtra);
        foreach (SafetensorsEntry entry in file.Entries)
        {
            if (parameters.TryGetValue(entry.Name, out Parameter? parameter))
            {
                using Tensor values = file.Read(entry.Name);
                Copy(values, parameter);
            }
        }
    }

    /// <summary>Loads a model's parameters from a stream that cannot seek; on an error the model's weights are undefined.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">The stream, at the beginning of safetensors data.</param>
    /// <param name="length">How many bytes belong to it.</param>
    /// <param name="who">What is being read, for messages.</param>
    /// <param name="isKnownExtra">Tells which names the model may leave aside; null for none.</param>
    /// <exception cref="InvalidDataException">The data is damaged, lacks a parameter, has one of another shape, or has a tensor that the model does not know.</exception>
    public static void Load(Module model, Stream stream, long length, string who, Func<string, bool>? isKnownExtra = null)
    {
        Dictionary<string, Parameter> parameters = Parameters(model);
        SafetensorsStream.Read(stream, length, who, entries => Check(parameters, entries, who, isKnownExtra), (entry, values) =>
        {
            if (parameters.TryGetValue(entry.Name, out Parameter? parameter))
            {
                Copy(values, parameter);
            }
        });
    }

    /// <summary>The model's parameters by name, as they are stored; the tensors stay the model's.</summary>
    public static Dictionary<string, Parameter> Parameters(Module model) =>
        model.named_parameters().ToDictionary(p => p.name, p => p.parameter, StringComparer.Ordinal);

    /// <summary>Checks that stored tensors are a model's parameters, before any of them is changed.</summary>
    internal static void Check(Dictionary<string, Parameter> parameters, IReadOnlyList<SafetensorsEntry> entries, string who, Func<string, bool>? isKnownExtra)
    {
        HashSet<string> missing = [.. parameters.Keys];
        foreach (SafetensorsEntry entry in entries)
        {
            if (!parameters.TryGetValue(entry.Name, out Parameter? parameter))
            {
                if (isKnownExtra?.Invoke(entry.Name) != true)
                {
                    throw new InvalidDataException($"{who} holds the tensor '{entry.Name}', which the model does not have: the weights belong to another architecture.");
                }
            }
            else if (!parameter.shape.AsSpan().SequenceEqual([.. entry.Shape]))
            {
                throw new InvalidDataException($"{who} holds '{entry.Name}' with shape [{string.Join(", ", entry.Shape)}], but the model has it with shape [{string.Join(", ", parameter.shape)}].");
            }

            missing.Remove(entry.Name);
        }

        if (missing.Count > 0)
        {
            throw new InvalidDataException($"{who} lacks {missing.Count} of the model's {parameters.Count} tensors, among them '{missing.Order(StringComparer.Ordinal).First()}'.");
        }
    }

    /// <summary>Copies stored values into a parameter, converting their type.</summary>
    internal static void Copy(Tensor values, Parameter parameter)
    {
        using IDisposable noGradient = no_grad();
        parameter.copy_(values);
    }
}
