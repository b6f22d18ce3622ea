using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Publicize;

/// <summary>
/// Flips visibility bits in the image of an assembly, and nothing else: same size, tokens and identity. What is
/// internal becomes public; what is private stays so, because opening it would only make overloads ambiguous.
/// </summary>
internal static class AssemblyPublicizer
{
    /// <summary>Opens every internal type, field and method of the assembly, in place.</summary>
    /// <param name="image">The bytes of a managed assembly.</param>
    /// <returns>How many types, fields and methods were opened.</returns>
    /// <exception cref="BadImageFormatException">The bytes are no managed assembly.</exception>
    public static int Publicize(byte[] image)
    {
        using var pe = new PEReader(new MemoryStream(image, writable: false));
        if (!pe.HasMetadata)
        {
            throw new BadImageFormatException("The file holds no .NET metadata.");
        }

        MetadataReader metadata = pe.GetMetadataReader();
        int start = pe.PEHeaders.MetadataStartOffset;

        // ECMA-335 II.22: a row of TypeDef and of Field begins with its flags; MethodDef has RVA (4) and ImplFlags (2) before them.
        return Open(TableIndex.TypeDef, 0, OpenType) + Open(TableIndex.Field, 0, OpenMember) + Open(TableIndex.MethodDef, 6, OpenMember);

        int Open(TableIndex table, int flagsAt, Func<int, int> open)
        {
            int opened = 0;
            int rowSize = metadata.GetTableRowSize(table);
            int first = start + metadata.GetTableMetadataOffset(table) + flagsAt;
            for (int row = 0; row < metadata.GetTableRowCount(table); row++)
            {
                ref byte flags = ref image[first + (row * rowSize)];
                const int accessBits = 7;
                int access = open(flags & accessBits);
                opened += access != (flags & accessBits) ? 1 : 0;
                flags = (byte)((flags & ~accessBits) | access);
            }

            return opened;
        }
    }

    private static int OpenType(int access) => (TypeAttributes)access switch
    {
        TypeAttributes.NotPublic => (int)TypeAttributes.Public,
        TypeAttributes.NestedAssembly => (int)TypeAttributes.NestedPublic,
        TypeAttributes.NestedFamANDAssem => (int)TypeAttributes.NestedFamily,
        _ => access,
    };

    // Private protected becomes protected rather than public, so that overrides keep their keyword.
    private static int OpenMember(int access) => (MethodAttributes)access switch
    {
        MethodAttributes.Assembly => (int)MethodAttributes.Public,
        MethodAttributes.FamANDAssem => (int)MethodAttributes.Family,
        _ => access,
    };
}
