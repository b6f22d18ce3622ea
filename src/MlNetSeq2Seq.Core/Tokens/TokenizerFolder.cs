using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Tokens;

/// <summary>The tokenizer files of a folder, and what the JSON files beside them say of it.</summary>
internal sealed class TokenizerFolder
{
    internal const string WordPiece = "vocab.txt";
    internal const string BpeVocabulary = "vocab.json";
    internal const string BpeMerges = "merges.txt";
    internal const string Fast = "tokenizer.json";
    internal const string Config = "tokenizer_config.json";
    private const string SpecialTokens = "special_tokens_map.json";
    private const string AddedTokens = "added_tokens.json";
    private const string ModelConfig = "config.json";

    private readonly string _folder;
    private readonly JsonObject _specialTokens;
    private readonly JsonObject _modelConfig;

    internal TokenizerFolder(string folder)
    {
        _folder = folder;
        Settings = ReadJson(Config);
        _specialTokens = ReadJson(SpecialTokens);
        _modelConfig = ReadJson(ModelConfig);
    }

    /// <summary>The names of SentencePiece's model: T5's, XLM-R's, Llama's.</summary>
    internal static string[] SentencePiece { get; } = ["spiece.model", "sentencepiece.bpe.model", "tokenizer.model"];

    /// <summary>What <c>tokenizer_config.json</c> says; empty where there is none.</summary>
    internal JsonObject Settings { get; }

    /// <summary>The file of <see cref="Settings"/>, for messages.</summary>
    internal string Who => $"'{PathOf(Config)}'";

    internal bool Has(string file) => File.Exists(PathOf(file));

    internal string PathOf(string file) => Path.Combine(_folder, file);

    /// <summary>What a JSON file holds; nothing where there is no such file.</summary>
    internal JsonObject ReadJson(string file)
    {
        string path = PathOf(file);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            JsonNode? node = JsonNode.Parse(File.ReadAllBytes(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            return node as JsonObject ?? throw new InvalidDataException($"'{path}' holds no JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is no JSON: {e.Message}", e);
        }
    }

    /// <summary>
    /// How a special token is written: as the tokenizer's settings, the map of special tokens or the model's config, by its id, say it, the
    /// first that does; else as is usual.
    /// </summary>
    internal string Token(string name, IReadOnlyList<string> tokens, string usual)
    {
        foreach ((JsonObject json, string file) in ((JsonObject, string)[])[(Settings, Config), (_specialTokens, SpecialTokens)])
        {
            if (PublishedWordPiece.Token(json, name, "", $"'{PathOf(file)}'") is { Length: > 0 } written)
            {
                return written;
            }
        }

        return _modelConfig[name + "_id"] is JsonValue value && value.TryGetValue(out int id) && id >= 0 && id < tokens.Count && tokens[id].Length > 0
            ? tokens[id]
            : usual;
    }

    /// <summary>The tokens of a vocabulary by their ids; empty where an id has none.</summary>
    /// <exception cref="InvalidDataException">An id is none, is far beyond the number of tokens, or belongs to two.</exception>
    internal static List<string> Tokens(JsonObject vocabulary, string who)
    {
        List<string> tokens = [.. Enumerable.Repeat("", vocabulary.Count)];
        foreach ((string token, JsonNode? node) in vocabulary)
        {
            if (node is not JsonValue value || !value.TryGetValue(out int id) || id < 0)
            {
                throw new InvalidDataException($"Vocabulary {who}: the id of '{token}' is {node?.ToJsonString() ?? "null"}; wanted is a number from 0 on.");
            }

            // A few ids may be unused, but a wild one must not make a table of any size.
            if (id >= 2 * vocabulary.Count)
            {
                throw new InvalidDataException($"Vocabulary {who}: it has {vocabulary.Count} tokens, but '{token}' has the id {id}.");
            }

            while (tokens.Count <= id)
            {
                tokens.Add("");
            }

            tokens[id] = tokens[id].Length == 0 ? token : throw new InvalidDataException($"Vocabulary {who}: '{tokens[id]}' and '{token}' both have the id {id}.");
        }

        return tokens;
    }

    /// <summary>Puts tokens that were added to a vocabulary later at the places of their ids.</summary>
    /// <param name="tokens">The vocabulary.</param>
    /// <param name="more">Tokens that another file adds.</param>
    internal void Add(List<string> tokens, params IEnumerable<(int Id, string Token)> more)
    {
        List<(int Id, string Token)> added = [.. more];
        foreach ((string token, JsonNode? id) in ReadJson(AddedTokens))
        {
            added.Add((Id(id?.ToJsonString(), AddedTokens), token));
        }

        if (Settings["added_tokens_decoder"] is JsonObject decoder)
        {
            foreach ((string id, JsonNode? token) in decoder)
            {
                added.Add((Id(id, Config), token is JsonObject ? PublishedWordPiece.Value(token.AsObject(), "content", "", Who) : ""));
            }
        }

        // Several files may add the same. Tokens may be added one after the other; a wild id must not make a table of any size.
        int most = tokens.Count + added.Count;
        foreach ((int id, string token) in added.Where(entry => entry.Token.Length > 0).OrderBy(entry => entry.Id))
        {
            if (id >= most)
            {
                throw new InvalidDataException($"'{_folder}' adds the token '{token}' as {id}, but its vocabulary with all added tokens ends at {most - 1}.");
            }

            while (tokens.Count <= id)
            {
                tokens.Add("");
            }

            if (tokens[id].Length > 0 && tokens[id] != token)
            {
                throw new InvalidDataException($"'{_folder}' adds the token '{token}' as {id}, but that is '{tokens[id]}'.");
            }

            tokens[id] = token;
        }
    }

    private int Id(string? id, string file) => int.TryParse(id, out int value) && value >= 0
        ? value
        : throw new InvalidDataException($"'{PathOf(file)}' has the id {id} for a token; wanted is a number from 0 on.");
}
