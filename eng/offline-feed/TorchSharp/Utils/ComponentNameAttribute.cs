using System;

namespace TorchSharp.Utils;

/// <summary>Gives a field of a module the name under which its component is registered.</summary>
public class ComponentNameAttribute : Attribute
{
    public string Name { get; set; }
}
