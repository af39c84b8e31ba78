using Mono.Cecil;
using Mono.Cecil.Cil;

namespace HelpDesk.Web.Tests.Rooms;

/// <summary>The namespaces of one assembly, the rooms of a project, and which uses which, by its compiled types.</summary>
internal sealed class ProjectRooms
{
    /// <summary>Of each room the rooms that it uses, with one pair of types that shows it.</summary>
    private readonly SortedDictionary<string, SortedDictionary<string, (string From, string To)>> uses = new(StringComparer.Ordinal);

    private readonly SortedSet<string> all = new(StringComparer.Ordinal);

    private ProjectRooms(ModuleDefinition module, string below)
    {
        foreach (var type in module.GetTypes().Where(type => IsRoom(Outermost(type), below)))
        {
            var from = Outermost(type);
            all.Add(from.Namespace);
            foreach (var used in Used(type).SelectMany(Parts).Where(part => part.Scope == module).Select(Outermost))
            {
                if (from.Namespace != used.Namespace && IsRoom(used, below))
                {
                    (uses.TryGetValue(from.Namespace, out var of) ? of : uses[from.Namespace] = new(StringComparer.Ordinal)).TryAdd(used.Namespace, (from.Name, used.Name));
                }
            }
        }
    }

    /// <param name="below">The namespace that all rooms are in or below.</param>
    public static ProjectRooms Of(string assembly, string below)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return new ProjectRooms(module, below);
    }

    public IReadOnlyCollection<string> All => all;

    /// <summary>Which room uses which, and two types that show it.</summary>
    public IEnumerable<(string From, string To, string Types)> Uses => uses.SelectMany(of => of.Value.Select(to => (of.Key, to.Key, $"{to.Value.From}: {to.Value.To}")));

    /// <summary>A shortest circle of each room that stands in one, every step with the types that make it; empty where there is none.</summary>
    public IReadOnlyList<string> Circles() =>
        [.. uses.Keys.Select(CircleOf).OfType<List<string>>().DistinctBy(circle => string.Join(' ', circle.Order(StringComparer.Ordinal)), StringComparer.Ordinal).Select(Described)];

    /// <summary>From the room back to it, the room itself first and not again at the end; null where no way leads back.</summary>
    private List<string>? CircleOf(string room)
    {
        var ways = new Queue<List<string>>([[room]]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in uses.TryGetValue(way[^1], out var of) ? of.Keys.ToList() : [])
            {
                if (next == room)
                {
                    return way;
                }

                if (seen.Add(next))
                {
                    ways.Enqueue([.. way, next]);
                }
            }
        }

        return null;
    }

    private string Described(List<string> circle) => string.Join("; ", circle.Select((room, i) =>
    {
        var next = circle[(i + 1) % circle.Count];
        var (from, to) = uses[room][next];
        return $"{room} uses {next} ({from}: {to})";
    }));

    private static bool IsRoom(TypeReference type, string below) => type.Namespace == below || type.Namespace.StartsWith(below + ".", StringComparison.Ordinal);

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Whatever a type names, in its head, its members and their bodies.</summary>
    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
        .. type.Fields.Select(one => one.FieldType),
        .. type.CustomAttributes.Concat(type.Fields.SelectMany(one => one.CustomAttributes)).Concat(type.Properties.SelectMany(one => one.CustomAttributes)).SelectMany(Used),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(CustomAttribute attribute) =>
        [attribute.AttributeType, .. attribute.ConstructorArguments.Select(one => one.Value as TypeReference)];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(one => one.ParameterType),
        .. method.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
        .. method.CustomAttributes.Concat(method.Parameters.SelectMany(one => one.CustomAttributes)).SelectMany(Used),
        .. method.HasBody ? method.Body.Variables.Select(one => one.VariableType) : [],
        .. method.HasBody ? method.Body.ExceptionHandlers.Select(one => one.CatchType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(Used) : [],
    ];

    private static IEnumerable<TypeReference?> Used(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(one => one.ParameterType), .. method is GenericInstanceMethod of ? of.GenericArguments : []],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    /// <summary>A type without its brackets, and what stands in them.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType of => [of.ElementType, .. of.GenericArguments.SelectMany(Parts)],
        TypeSpecification of => Parts(of.ElementType),
        _ => [type],
    };
}
