using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// A local folder in the form in which Hugging Face publishes models: <c>config.json</c>, the files of a tokenizer
/// (<see cref="PretrainedTokenizer"/>), and weights as safetensors or in PyTorch's own format, in one file or several. Source: Hugging Face,
/// transformers, "Models: loading and saving".
/// </summary>
public sealed class PretrainedFolder
{
    private const string ConfigFile = "config.json";
    private const string SourceFolder = "source_tokenizer";
    private const string WeightsName = "model.safetensors";
    private const string ModelType = "model_type";

    private readonly PublishedFormat _format;
    private readonly JsonObject _config;

    private PretrainedFolder(string path, PublishedFormat format, JsonObject config) => (Path, _format, _config) = (path, format, config);

    /// <summary>The path of the folder.</summary>
    public string Path { get; }

    /// <summary>The name of the architecture in <see cref="ArchitectureCatalog"/>.</summary>
    public string Architecture => _format.Architecture;

    /// <summary>Opens a folder and finds out which architecture it holds.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="architecture">
    /// The name of the architecture as which it is to be read, for example <c>unilm</c> for weights of BERT; null for what
    /// <c>config.json</c> says.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no <c>config.json</c>.</exception>
    /// <exception cref="InvalidDataException">The config is damaged or names no known architecture.</exception>
    public static PretrainedFolder Open(string path, string? architecture = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        JsonObject config = ReadJson(System.IO.Path.Combine(path, ConfigFile));
        PublishedFormat format = architecture is null
            ? PublishedFormats.Find(config, $"The {ConfigFile} of '{path}'")
            : PublishedFormats.Of(architecture);
        return new PretrainedFolder(path, format, config);
    }

    /// <summary>Makes the network that the config describes, with the folder's weights.</summary>
    /// <exception cref="FileNotFoundException">There are no weights, or one of their files is missing.</exception>
    /// <exception cref="InvalidDataException">Config or weights are damaged, or do not belong together.</exception>
    public PretrainedNetwork ReadNetwork()
    {
        using IWeightsFile weights = WeightsFile.Open(Path);
        Seq2SeqModel network = ArchitectureCatalog.Create(Architecture, _format.ReadConfig((JsonObject)_config.DeepClone()).ToJsonString());
        try
        {
            return new PretrainedNetwork(network, StateDict.Load(network, weights, _format.WeightNames(network)));
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Loads published weights into a network that was made before, to train it further.</summary>
    /// <param name="network">The network; changed only if every tensor was found and fits.</param>
    /// <param name="path">The folder, or a weights file that <see cref="WeightsFile.Open"/> can open.</param>
    /// <returns>The names of parameters that the weights lack, such as those of a new task's head; they keep their values.</returns>
    /// <exception cref="FileNotFoundException">There are no weights.</exception>
    /// <exception cref="InvalidDataException">The weights are damaged or belong to another network.</exception>
    public static IReadOnlyList<string> LoadWeights(Seq2SeqModel network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        using IWeightsFile weights = WeightsFile.Open(path);
        PublishedFormat format = PublishedFormats.Of(ArchitectureCatalog.NameOf(network));
        try
        {
            return StateDict.Load(network, weights, format.WeightNames(network));
        }
        catch (InvalidDataException)
        {
            // Nothing has been changed. What is wrong is told of the usual form, unless another fits.
            foreach (WeightNames names in format.OtherWeightNames)
            {
                if (StateDict.Fits(network, weights, names))
                {
                    return StateDict.Load(network, weights, names);
                }
            }

            throw;
        }
    }

    /// <summary>Reads vocabulary and tokenizer; see <see cref="PretrainedTokenizer"/> for the kinds that are read.</summary>
    /// <param name="size">
    /// How many tokens the network scores: ids beyond the file's last, which some networks have, are left unused.
    /// </param>
    /// <exception cref="FileNotFoundException">There is none of the tokenizer files.</exception>
    /// <exception cref="InvalidDataException">They are damaged, or ask for what is not done here.</exception>
    public PretrainedTokenizer ReadTokenizer(int size = 0) => PretrainedTokenizer.Read(Path, size);

    /// <summary>Reads vocabulary and tokenizer of sources that have others than the targets, as <see cref="Write"/> writes them; null where there are none.</summary>
    /// <param name="size">How many tokens the network reads.</param>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public PretrainedTokenizer? ReadSourceTokenizer(int size = 0) =>
        Directory.Exists(System.IO.Path.Combine(Path, SourceFolder)) ? PretrainedTokenizer.Read(System.IO.Path.Combine(Path, SourceFolder), size) : null;

    /// <summary>
    /// Writes a folder that this class and Hugging Face's transformers read; all files aside, renamed when all are complete.
    /// </summary>
    /// <param name="path">The folder; made where it does not exist.</param>
    /// <param name="network">The network.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="tokenizer">How text becomes tokens.</param>
    /// <param name="type">The type in which the weights are written: Float32, Float16 or BFloat16.</param>
    /// <param name="source">Vocabulary and tokenizer of the sources, where these have others; written into a folder of their own within.</param>
    /// <param name="cancellationToken">Looked at before each tensor; the folder is then as it was.</param>
    /// <exception cref="ArgumentException">The type is none of the three.</exception>
    /// <exception cref="InvalidDataException">A vocabulary lacks a special token, or does not belong to its tokenizer.</exception>
    /// <exception cref="IOException">A file cannot be written; the folder is as it was.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(
        string path,
        Seq2SeqModel network,
        Vocabulary vocabulary,
        TextTokenizerOptions tokenizer,
        ScalarType type = ScalarType.Float32,
        PretrainedTokenizer? source = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(tokenizer);
        string typeName = type switch
        {
            ScalarType.Float32 => "float32",
            ScalarType.Float16 => "float16",
            ScalarType.BFloat16 => "bfloat16",
            _ => throw new ArgumentException(
                $"PretrainedFolder writes weights as Float32, Float16 or BFloat16, not as {type}.", nameof(type)),
        };
        PublishedFormat format = PublishedFormats.Of(ArchitectureCatalog.NameOf(network));
        JsonObject config = format.WriteConfig(PublishedFormat.ConfigOf(network));
        SpecialTokens special = SpecialTokens.Of(vocabulary, tokenizer.SpecialTokenNames);
        config.TryAdd(ModelType, format.ModelType);
        config.TryAdd("torch_dtype", typeName);
        config.TryAdd("pad_token_id", special.PaddingId);
        config.TryAdd("bos_token_id", special.ClassificationId);
        config.TryAdd("eos_token_id", special.SeparatorId);
        if (format.ClassNames.Count > 0)
        {
            config.TryAdd(PublishedFormat.Classes, new JsonArray(format.ClassNames[0]));
        }

        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Dictionary<string, Tensor> weights = Stored(network, format, type);
        AtomicFile.WriteAll(
        [
            (System.IO.Path.Combine(path, ConfigFile), stream => WriteJson(stream, config)),
            .. Files(path, new PretrainedTokenizer(vocabulary, tokenizer)),
            .. source is null ? [] : Files(System.IO.Path.Combine(path, SourceFolder), source),

            // transformers asks for this pair of every safetensors file.
            (System.IO.Path.Combine(path, WeightsName), stream =>
                SafetensorsWriter.Write(stream, weights, new Dictionary<string, string> { ["format"] = "pt" }, cancellationToken)),
        ]);

        IEnumerable<(string, Action<Stream>)> Files(string folder, PretrainedTokenizer files) =>
            files.Files(network.MaximumLength).Select(file => (System.IO.Path.Combine(folder, file.Name), file.Write));
    }

    private static Dictionary<string, Tensor> Stored(Seq2SeqModel network, PublishedFormat format, ScalarType type)
    {
        var tensors = StateDict.Parameters(network).ToDictionary(p => p.Key, p => (Tensor)p.Value, StringComparer.Ordinal);
        format.Complete(network, tensors);
        WeightNames names = format.WeightNames(network);
        return tensors.ToDictionary(t => t.Key, t => (names.IsTransposed(t.Key) ? t.Value.t() : t.Value).to(type), StringComparer.Ordinal);
    }

    private static JsonObject ReadJson(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no '{path}'.", path);
        }

        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            JsonNode? node = JsonNode.Parse(File.ReadAllBytes(path), documentOptions: options);
            return node as JsonObject ?? throw new InvalidDataException($"'{path}' holds no JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is no JSON: {e.Message}", e);
        }
    }

    private static void WriteJson(Stream stream, JsonObject json)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteTo(writer);
    }
}
