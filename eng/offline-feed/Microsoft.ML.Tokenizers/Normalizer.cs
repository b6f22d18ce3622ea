using System;

namespace Microsoft.ML.Tokenizers;

/// <summary>Brings a text into the form that is then taken apart: case, white space, accents.</summary>
public abstract class Normalizer
{
    public abstract string Normalize(string original);

    public abstract string Normalize(ReadOnlySpan<char> original);
}
