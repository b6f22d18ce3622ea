using System;
using System.IO;
using System.Text.Json;

namespace JiebaNet.Segmenter;

/// <summary>A table of the hidden Markov model, as the package holds it.</summary>
internal static class ProbabilityTable
{
    /// <summary>The states: a character begins a word, stands in its middle, ends it, is one by itself.</summary>
    public const string StateNames = "BMES";

    /// <summary>Reads {"state": {"character": logarithm of the probability}}.</summary>
    public static void Read(string file, Action<int, char, double> set)
    {
        try
        {
            Utf8JsonReader json = new(File.ReadAllBytes(file));
            int state = -1;
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName)
                {
                    string name = json.GetString();
                    if (json.CurrentDepth == 1)
                    {
                        state = name.Length == 1 ? StateNames.IndexOf(name[0]) : -1;
                        if (state < 0)
                        {
                            throw new InvalidDataException(
                                $"jieba.NET's table '{file}' names a state '{name}'; the states are B, M, E and S.");
                        }
                    }
                    else if (json.Read() && name.Length == 1)
                    {
                        set(state, name[0], json.GetDouble());
                    }
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                $"jieba.NET's table '{file}' is not JSON of states, characters and probabilities: {exception.Message}", exception);
        }
    }
}
