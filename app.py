"""The explorer's door: names the pages and hands over to the one that is asked for."""

from functools import partial
from pathlib import Path

import streamlit as st

from explorer import (
    alliances,
    board,
    entity,
    gaps,
    identity,
    imports,
    links,
    network,
    overview,
    partners,
    planner,
    problem,
    query_library,
    studio,
    trust,
)
from explorer.frame import framed

_PICTURES = Path(__file__).parent / "explorer"

st.set_page_config("盟图", page_icon=str(_PICTURES / "icon.png"), layout="wide", initial_sidebar_state=208)

pages = {
    "": st.Page(partial(framed, overview.render), title="概览", default=True),
    "network": st.Page(partial(framed, network.render), title="关系网络", url_path="network"),
    "studio": st.Page(partial(framed, studio.render), title="工作室", url_path="studio"),
    "alliances": st.Page(partial(framed, alliances.render), title="联盟", url_path="alliances"),
    "partners": st.Page(partial(framed, partners.render), title="伙伴建议", url_path="partners"),
    "problem": st.Page(partial(framed, problem.render), title="难题求解", url_path="problem"),
    "board": st.Page(partial(framed, board.render), title="难题看板", url_path="board"),
    "planner": st.Page(partial(framed, planner.render), title="联盟规划", url_path="planner"),
    "gaps": st.Page(partial(framed, gaps.render), title="联盟缺口", url_path="gaps"),
    "trust": st.Page(partial(framed, trust.render), title="可信度", url_path="trust"),
    "queries": st.Page(partial(framed, query_library.render), title="查询库", url_path="queries"),
    "imports": st.Page(partial(framed, imports.render, even_empty=True), title="数据导入", url_path="imports"),
    "identity": st.Page(partial(framed, identity.render), title="身份核对", url_path="identity"),
    "entity": st.Page(partial(framed, entity.render), title="条目", url_path="entity", visibility="hidden"),
}
st.logo(str(_PICTURES / "logo.png"), icon_image=str(_PICTURES / "icon.png"), size="large")
current = st.navigation(list(pages.values()), expanded=True)
links.listen(pages)
current.run()
